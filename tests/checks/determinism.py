"""usage: determinism.py PROGRAM [--limit N] [--seed N] [ARTICLES]...

Builds graphs of the same articles (.jsonl, .txt; default ../shared/data/raw/baomoi.jsonl.zst, of which --limit takes the
first) in several ways and compares the bytes of their exports: one and more threads, shuffled, twice into one graph, in
two runs, some removed and read again. Exit 1 when two differ, 2 when the articles are missing."""
import argparse, hashlib, itertools, json, os, random, subprocess, sys, tempfile, time
import articles

FORMATS = ("graphml", "jsonld", "nquads")


class Graph:
    """A graph in a folder of its own, and what makes it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *arguments, **options):
        return subprocess.run([self.program, *arguments, "--graph", self.folder], check=True, **options)

    def build(self, lines, threads):
        self.run("build", "-", "--threads", str(threads), input=b"".join(lines), stdout=subprocess.DEVNULL)

    def remove(self, lines):
        self.run("remove", *(json.loads(line)["id"] for line in lines), stdout=subprocess.DEVNULL)

    def exports(self):
        """The hash and size of each export."""
        out = {}
        for name in FORMATS:
            exported = self.run("export", "--format", name, stdout=subprocess.PIPE).stdout
            out[name] = hashlib.sha256(exported).hexdigest()[:16], len(exported)
        return out


def ways(lines, chance):
    """(name, what to do with an empty graph) for every way to the same graph; the first is what others must equal."""
    def shuffled(): return chance.sample(lines, len(lines))
    half = len(lines) // 2
    yield "in order, 1 thread", lambda graph: graph.build(lines, 1)
    yield "in order, 2 threads", lambda graph: graph.build(lines, 2)
    yield "in order, 4 threads", lambda graph: graph.build(lines, 4)
    yield "shuffled, 1 thread", lambda graph: graph.build(shuffled(), 1)
    yield "shuffled, 4 threads", lambda graph: graph.build(shuffled(), 4)
    yield "twice", lambda graph: (graph.build(lines, 2), graph.build(shuffled(), 2))
    yield "second half, then the first", lambda graph: (graph.build(lines[half:], 2), graph.build(lines[:half], 2))
    yield "a third removed and read again", lambda graph: (
        graph.build(lines, 2), graph.remove(lines[::3]), graph.build(lines[::3], 2))


def read_lines(paths, limit):
    """Every article as a line of JSONL; ids of files are their names."""
    fields = (dict(zip(("id", "title", "text"), article)) for path in articles.files(paths)
              if articles.ends_with(path, ".jsonl") or articles.ends_with(path, ".txt")
              for article in articles.of_file(path))
    return [json.dumps(article, ensure_ascii=False).encode() + b"\n" for article in itertools.islice(fields, limit)]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="*", default=["../shared/data/raw/baomoi.jsonl.zst"])
    options = parser.parse_intermixed_args()
    lines = read_lines(options.paths, options.limit)
    print(f"{len(lines)} articles, seed {options.seed}")
    wanted, failed = None, not lines
    for name, make in ways(lines, random.Random(options.seed)):
        with tempfile.TemporaryDirectory() as folder:
            started = time.monotonic()
            graph = Graph(options.program, os.path.join(folder, "graph"))
            make(graph)
            exports = graph.exports()
        seconds = f"{time.monotonic() - started:.1f} s"
        if wanted is None:
            wanted = exports
            print(f"{name}: {seconds},", ", ".join(f"{form} {size} bytes {digest}" for form, (digest, size) in wanted.items()))
            continue
        differ = [form for form in FORMATS if exports[form] != wanted[form]]
        failed = failed or bool(differ)
        print(f"{name}: {seconds},", "differ: " + " ".join(differ) if differ else "the same bytes")
    sys.exit(1 if failed else 0)


main()
