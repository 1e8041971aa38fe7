#!/usr/bin/env python3
"""Words a second of `boba annotate` and of underthesea (a Python CRF toolkit) on the same text, one thread each.

    python3 -m venv venv && venv/bin/pip install underthesea
    venv/bin/python tests/bench/compare_underthesea.py build/release/boba ARTICLES.jsonl[.zst]

Prints CPU seconds, so that other programs on the machine count little. boba: all layers (sentences, words, tags,
trees, times, quantities, names) with reading and printing; loading the models is measured apart and left out.
underthesea: word_tokenize, pos_tag, and ner (which runs words, tags and chunks before names; it has no trees here),
sentence by sentence, as its functions are meant to be called, after a first call that loads the models. Words are
counted as boba finds them, for both.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time

# One thread each, before any library starts its own.
for name in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"


def annotate(boba, path, rounds):
    """Least CPU seconds of `rounds` runs, and the CoNLL-U of the last."""
    best, output = None, ""
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([boba, "annotate", "--threads", "1", "--format", "conllu", path],
                             capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = spent if best is None else min(best, spent)
        output = run.stdout
    return best, output


def count_words(lines):
    return sum(1 for line in lines if line[:1].isdigit())


def timed(function, sentences, rounds):
    function(sentences[0])
    best = None
    for _ in range(rounds):
        begin = time.process_time()
        for sentence in sentences:
            function(sentence)
        spent = time.process_time() - begin
        best = spent if best is None else min(best, spent)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("boba")
    parser.add_argument("articles", help="anything that boba annotate reads")
    parser.add_argument("--sentences", type=int, default=500, help="how many of them underthesea gets")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    try:
        from underthesea import ner, pos_tag, word_tokenize
    except ImportError:
        sys.exit("underthesea is missing: pip install underthesea")

    with tempfile.NamedTemporaryFile("w", suffix=".txt") as one:
        one.write("Xin.\n")
        one.flush()
        load, _ = annotate(options.boba, one.name, options.rounds)
    spent, conllu = annotate(options.boba, options.articles, options.rounds)
    blocks = [block.split("\n") for block in conllu.split("\n\n") if block.strip()]
    words = sum(count_words(block) for block in blocks)
    speed = words / max(spent - load, 1e-9)
    print(f"boba: {load:.2f} s to load, {words:,} words in {spent - load:.2f} s")

    some = blocks[:: max(1, len(blocks) // options.sentences)][: options.sentences]
    sentences = [line[len("# text = "):] for block in some for line in block if line.startswith("# text = ")]
    theirs = sum(count_words(block) for block in some)
    print(f"underthesea: {len(sentences):,} of the sentences, {theirs:,} words\n")
    print(f"{'':<28}{'words/s':>10}{'boba is faster':>17}")
    print(f"{'boba annotate, all layers':<28}{speed:>10,.0f}")
    for function in (word_tokenize, pos_tag, ner):
        other = theirs / timed(function, sentences, options.rounds)
        print(f"{'underthesea ' + function.__name__:<28}{other:>10,.0f}{speed / other:>16.1f}x")


if __name__ == "__main__":
    main()
