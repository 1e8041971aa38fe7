"""usage: compare_quads.py GRAPH.jsonld GRAPH.nq
Exit 0 when PyLD and rdflib read exactly the quads of GRAPH.nq out of GRAPH.jsonld; 1 with the difference; 77 when a
module is missing."""
import json, re, sys
try:
    import rdflib
    from pyld import jsonld
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(77)

rdflib.NORMALIZE_LITERALS = False  # keep lexical forms

LINE = re.compile(r'(<[^>]*>) (<[^>]*>) (?:(<[^>]*>)|"((?:[^"\\]|\\.)*)"(@[a-z]+|\^\^<[^>]*>)?) (?:(<[^>]*>) )?\.')
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}

def parsed(line):
    """(subject, predicate, object, language or datatype, graph). By hand: rdflib 6.1 unescapes twice."""
    s, p, iri, text, tag, g = LINE.fullmatch(line).groups()
    if iri is None: iri = re.sub(r"\\(.)", lambda m: ESCAPES[m[1]], text)
    return s, p, iri, tag or "", g or ""

def quads_of_rdflib(path):
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(path, format="json-ld")
    out = set()
    for s, p, o, g in dataset.quads():
        name = getattr(g, "identifier", g)
        # rdflib calls the default graph by a blank node or by the name of the file
        named = isinstance(name, rdflib.URIRef) and not name.startswith("file:")
        tag = ""
        if isinstance(o, rdflib.Literal):
            tag = "@" + o.language if o.language else "^^" + o.datatype.n3() if o.datatype else ""
        out.add((s.n3(), p.n3(), str(o) if isinstance(o, rdflib.Literal) else o.n3(), tag, name.n3() if named else ""))
    return out

def quads_of_pyld(path):
    with open(path, encoding="utf-8") as f:
        text = jsonld.to_rdf(json.load(f), {"format": "application/n-quads"})
    return set(text.splitlines())

def compare(name, wanted, got):
    if wanted == got: return 0
    print(name, "lacks", len(wanted - got), "and adds", len(got - wanted))
    for sign, quads in (("-", wanted - got), ("+", got - wanted)):
        for quad in sorted(quads)[:5]: print(sign, str(quad)[:300])
    return 1

with open(sys.argv[2], encoding="utf-8", newline="\n") as f:
    lines = [l for l in f.read().split("\n") if l]
assert len(lines) == len(set(lines)), "a quad stands twice"
failed = compare("PyLD", set(lines), quads_of_pyld(sys.argv[1]))
failed += compare("rdflib", set(map(parsed, lines)), quads_of_rdflib(sys.argv[1]))
print(len(lines))
sys.exit(1 if failed else 0)
