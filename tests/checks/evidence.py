"""usage: evidence.py PROGRAM [--extracted STATEMENTS.jsonl] [ARTICLES]...

Runs `PROGRAM extract` on the articles (.jsonl, .txt; default ../shared/data/raw/baomoi.jsonl.zst) and compares every
quote of every evidence (sentence, trigger, subject, object) with NFC of the article's field at its code-point offsets.
With --extracted, statements of an earlier run are compared instead. Prints the figures; exit 1 when a quote is wrong,
nothing was quoted or the program failed, 2 when the articles are missing."""
import argparse, json, subprocess, sys, time, unicodedata
import articles

QUOTES = (("text", "begin", "end"), ("trigger", "trigger_begin", "trigger_end"),
          ("subject", "subject_begin", "subject_end"), ("object", "object_begin", "object_end"))


def wrong_quotes(evidence, fields):
    """(quotes compared, those that are not what the article says there)."""
    count, wrong = 0, []
    for name, begin, end in QUOTES:
        if begin not in evidence:
            if evidence.get(name): wrong.append(f"{name} without offsets")
            continue
        count += 1
        there = fields[evidence["field"]][evidence[begin]:evidence[end]]
        if there != evidence[name] or not there: wrong.append(f"{name} {evidence[name]!r}, not {there!r}")
    return count, wrong


def check(statements, by_id):
    figures = dict(statements=0, evidence=0, quotes=0, wrong=0)
    for line in statements:
        statement = json.loads(line)
        figures["statements"] += 1
        if not statement["evidence"]:
            figures["wrong"] += 1
            print(f"{statement['doc']} {statement['id']}: no evidence", file=sys.stderr)
        for evidence in statement["evidence"]:
            count, wrong = wrong_quotes(evidence, by_id[evidence["document"]])
            figures["evidence"] += 1
            figures["quotes"] += count
            figures["wrong"] += len(wrong)
            for what in wrong: print(f"{evidence['document']} {statement['id']}: {what}", file=sys.stderr)
    return figures


def read_articles(paths):
    """The NFC of title and text by id."""
    nfc = lambda text: unicodedata.normalize("NFC", text)
    return {name: {"title": nfc(title), "text": nfc(text)} for path in paths for name, title, text in articles.of_file(path)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("--extracted")
    parser.add_argument("paths", nargs="*", default=["../shared/data/raw/baomoi.jsonl.zst"])
    options = parser.parse_intermixed_args()
    paths = [path for path in articles.files(options.paths)
             if articles.ends_with(path, ".jsonl") or articles.ends_with(path, ".txt")]
    by_id = read_articles(paths)
    started = time.monotonic()
    if options.extracted:
        figures = check(articles.lines(options.extracted), by_id)
        exit_code = 0
    else:
        with subprocess.Popen([options.program, "extract", *paths], stdout=subprocess.PIPE) as extract:
            figures = check(extract.stdout, by_id)
        exit_code = extract.returncode
    words = sum(len(field.split()) for fields in by_id.values() for field in fields.values())
    print(f"{len(by_id)} articles, {words} syllables between spaces, {time.monotonic() - started:.0f} s: " +
          ", ".join(f"{count} {name}" for name, count in figures.items()))
    if exit_code != 0: sys.exit(f"boba extract ended with {exit_code}")
    sys.exit(1 if figures["wrong"] or not figures["quotes"] else 0)


main()
