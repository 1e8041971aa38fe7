"""usage: clusters.py PROGRAM [--articles FILE.jsonl.zst] [--statements FILE] [--merges N] [--seed N]

How many entities and facts articles of one event share, next to articles of two events: each article has a "cluster"
(default ../shared/data/raw/mds200.jsonl.zst). Prints a table as Markdown and, with their sentences, N entities (default
20) that stand in two articles, half of them in articles of two events: to be read by a person. --statements takes what
`boba extract` printed before. Exit 2 when the articles are missing."""
import argparse, collections, itertools, json, random, subprocess, sys
import articles

KINDS = ("Person", "Organization", "Place", "other", "fact")


def ends(statement):
    """(entity, words) of everything in a statement that has an id."""
    evidence = statement["evidence"][0]
    for role in ("subject", "object"):
        if "id" in statement[role]: yield statement[role], evidence
    if "speaker" in statement: yield statement["speaker"], evidence
    for value in statement.get("qualifiers", {}).values():
        if isinstance(value, dict) and "id" in value: yield value, evidence


class Corpus:
    def __init__(self, clusters, statements):
        self.clusters = clusters                         # article -> cluster
        self.of_event = collections.defaultdict(list)    # cluster -> articles
        for article, cluster in clusters.items(): self.of_event[cluster].append(article)
        self.found = collections.defaultdict(lambda: {kind: set() for kind in KINDS})  # article -> kind -> ids
        self.words = collections.defaultdict(dict)       # id -> article -> (name, sentence)
        self.types = {}
        for s in map(json.loads, statements):
            self.found[s["doc"]]["fact"].add(s["id"])
            for entity, evidence in ends(s):
                kind = self.types.setdefault(entity["id"], entity.get("type", "other"))
                self.found[s["doc"]][kind if kind in KINDS else "other"].add(entity["id"])
                self.words[entity["id"]].setdefault(s["doc"], (entity["name"], evidence["text"]))

    def pairs_of_one_event(self):
        return [pair for members in self.of_event.values() for pair in itertools.combinations(members, 2)]

    def pairs_of_two(self, count, chance):
        all_articles, pairs = sorted(self.clusters), []
        while len(pairs) < count:
            a, b = chance.sample(all_articles, 2)
            if self.clusters[a] != self.clusters[b]: pairs.append((a, b))
        return pairs

    def common(self, pairs, kind):
        return sum(len(self.found[a][kind] & self.found[b][kind]) for a, b in pairs) / len(pairs)

    def table(self, chance):
        same = self.pairs_of_one_event()
        other = self.pairs_of_two(20 * len(same), chance)
        print(f"{len(self.clusters)} articles, {len(self.of_event)} events, {len(same)} pairs of one event, {len(other)} of two.\n")
        print("| | in an event | in two of its articles or more | common to a pair of one event | of two events |\n|---|---|---|---|---|")
        for kind in KINDS:
            counts = [collections.Counter(i for a in members for i in self.found[a][kind]) for members in self.of_event.values()]
            total, shared = sum(map(len, counts)), sum(n > 1 for c in counts for n in c.values())
            print(f"| {kind} | {total} | {shared} ({shared / max(total, 1):.1%}) | {self.common(same, kind):.2f} | {self.common(other, kind):.3f} |")

    def merges(self, count, chance):
        one, two = [], []
        for entity, where in sorted(self.words.items()):
            for a, b in itertools.combinations(sorted(where), 2):
                (one if self.clusters[a] == self.clusters[b] else two).append((entity, a, b))
        for heading, pairs, n in (("one event", one, count - count // 2), ("two events", two, count // 2)):
            by_entity = collections.defaultdict(list)
            for entity, a, b in pairs: by_entity[entity].append((a, b))
            print(f"\n{len(by_entity)} entities in two articles of {heading}:")
            for entity in chance.sample(sorted(by_entity), min(n, len(by_entity))):
                a, b = chance.choice(by_entity[entity])
                print(f"\n{self.types[entity]}  {entity}")
                for article in (a, b): print("  {}: {} | {}".format(article, *self.words[entity][article]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--articles", default="../shared/data/raw/mds200.jsonl.zst")
    parser.add_argument("--statements")
    parser.add_argument("--merges", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    (path,) = articles.files([options.articles])
    clusters = {a["id"]: a["cluster"] for a in map(json.loads, filter(bytes.strip, articles.lines(path)))}
    if options.statements:
        with open(options.statements, encoding="utf-8") as file: corpus = Corpus(clusters, file)
    else:
        with subprocess.Popen([options.program, "extract", path], stdout=subprocess.PIPE, text=True) as run:
            corpus = Corpus(clusters, run.stdout)
        if run.returncode != 0: sys.exit(f"{options.program} extract: exit {run.returncode}")
    chance = random.Random(options.seed)
    corpus.table(chance)
    corpus.merges(options.merges, chance)


if __name__ == "__main__":
    main()
