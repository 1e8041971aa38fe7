"""usage: evaluate.py SCORE_FACTS.py GOLD.jsonl STATEMENTS.jsonl [--samples 1000]

What SCORE_FACTS.py's one figure is made of, as Markdown: intervals of typed F1 (bootstrap over articles, 95 %), which
relations are taken for which, how often a confidence holds, and the articles read worst. Exit 2 when a file is missing."""
import argparse, collections, importlib.util, random, sys


def load(path):
    spec = importlib.util.spec_from_file_location("score_facts", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def match(score, gold, statements):
    """One entry an article: (id, gold facts, statements, matched pairs (statement, fact), adjacency without relation)."""
    system = collections.defaultdict(dict)
    for s in statements:
        if s["doc"] in gold:
            key = (score.sys_name(s["subject"]), s["relation"], score.sys_name(s["object"]))
            system[s["doc"]].setdefault(key, s)
    articles = []
    for doc, article in gold.items():
        entities = {e["id"]: e for e in article["entities"]}
        facts, outs = article["facts"], list(system[doc].values())
        same = [[j for j, f in enumerate(facts)
                 if score.ent_match(s["subject"], entities[f["s"]]) and score.obj_match(s["object"], f, entities)] for s in outs]
        typed = [[j for j in js if score.rel_match(s["relation"], facts[j], entities)] for js, s in zip(same, outs)]
        articles.append((doc, facts, outs, score.assign(typed, len(facts)), same))
    return articles


def f1(counts):
    hits, system, gold = (sum(c[i] for c in counts) for i in range(3))
    return 2 * hits / (system + gold) if system + gold else 0.0


def interval(counts, samples):
    dice = random.Random(1)
    drawn = sorted(f1(dice.choices(counts, k=len(counts))) for _ in range(samples))
    return drawn[int(0.025 * samples)], drawn[int(0.975 * samples)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score_facts"); parser.add_argument("gold"); parser.add_argument("statements")
    parser.add_argument("--samples", type=int, default=1000)
    options = parser.parse_args()
    try:
        score = load(options.score_facts)
        gold = {d["doc"]: d for d in score.load_jsonl(options.gold)}
        articles = match(score, gold, score.load_jsonl(options.statements))
    except OSError as error:
        sys.exit(f"evaluate.py: {error}")

    counts = [(len(pairs), len(outs), len(facts)) for _, facts, outs, pairs, _ in articles]
    low, high = interval(counts, options.samples)
    print(f"Typed F1 {f1(counts):.3f}, 95 % between {low:.3f} and {high:.3f} ({options.samples} samples of {len(counts)} articles)")

    print("\n| confidence | statements | of them facts | mean confidence |\n|---|---|---|---|")
    bins = [[] for _ in range(10)]
    for _, _, outs, pairs, _ in articles:
        right = {i for i, _ in pairs}
        for i, s in enumerate(outs): bins[min(int(10 * s.get("confidence", 1)), 9)].append((i in right, s.get("confidence", 1)))
    for b, entries in enumerate(bins):
        if entries:
            print(f"| {b / 10:.1f} to {(b + 1) / 10:.1f} | {len(entries)} | {sum(r for r, _ in entries) / len(entries):.2f} | "
                  f"{sum(c for _, c in entries) / len(entries):.2f} |")

    confused = collections.Counter()
    for _, facts, outs, pairs, same in articles:
        taken, found = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, s in enumerate(outs):
            if i in taken: continue
            for j in same[i]:
                if j not in found: confused[facts[j]["r"], s["relation"]] += 1
    print("\n| gold | taken for | times |\n|---|---|---|")
    for (a, b), n in confused.most_common(12): print(f"| {a} | {b} | {n} |")

    print("\n| article | F1 | facts found | statements | gold |\n|---|---|---|---|---|")
    worst = sorted(zip(articles, counts), key=lambda x: (f1([x[1]]), -x[1][2]))[:8]
    for (doc, *_), c in worst: print(f"| {doc} | {f1([c]):.2f} | {c[0]} | {c[1]} | {c[2]} |")


if __name__ == "__main__":
    main()
