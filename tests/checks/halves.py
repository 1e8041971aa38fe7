"""usage: halves.py HALF.jsonl ARTICLES.jsonl

Prints the articles of which HALF.jsonl has the gold facts, in their order."""
import json, sys


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as half: wanted = {json.loads(line)["doc"] for line in half if line.strip()}
    with open(sys.argv[2], encoding="utf-8") as articles:
        for line in articles:
            if line.strip() and json.loads(line)["id"] in wanted: sys.stdout.write(line)


if __name__ == "__main__":
    main()
