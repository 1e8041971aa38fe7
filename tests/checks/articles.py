"""The articles of files as Boba's reader takes them: .jsonl and .txt, also .gz and .zst."""
import gzip, json, os, subprocess, sys

PACKED = (".zst", ".gz")


def files(paths):
    """The files of the paths, folders searched in byte order; exit 2 where there is none."""
    found = []
    for path in paths:
        if os.path.isdir(path):
            found += sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
        elif os.path.exists(path):
            found.append(path)
        else:
            print(f"{path} is missing; the news of ../shared are lent beside the project, any .jsonl or .txt will do",
                  file=sys.stderr)
            sys.exit(2)
    return found


def ends_with(path, suffix):
    """Whether the name of a file ends so, before .gz or .zst."""
    for packed in PACKED: path = path.removesuffix(packed)
    return path.endswith(suffix)


def lines(path):
    """The lines of a file, unpacked, as bytes."""
    if path.endswith(".zst"):
        with subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE) as unpacked:
            yield from unpacked.stdout
        if unpacked.returncode != 0: sys.exit(f"{path}: zstd failed")
    else:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            yield from file


def of_file(path):
    """(id, title, text) of each article, as written."""
    if ends_with(path, ".jsonl"):
        for article in map(json.loads, filter(bytes.strip, lines(path))):
            yield article["id"], article.get("title") or "", article.get("text") or ""
    else:
        whole = b"".join(lines(path)).decode("utf-8-sig").lstrip()
        title, _, text = whole.partition("\n")
        yield (os.path.basename(path), title, text) if text.strip() else (os.path.basename(path), "", whole)
