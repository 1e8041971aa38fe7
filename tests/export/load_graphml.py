"""Loads a GraphML file in networkx and in igraph; prints counts and labels of each as one JSON line.
Exit 77: a module is missing."""
import json, sys
try:
    import igraph, networkx
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(77)

path = sys.argv[1]
n = networkx.read_graphml(path, force_multigraph=True)
print(json.dumps({"nodes": n.number_of_nodes(), "edges": n.number_of_edges(),
                  "names": sorted(d["label"] for _, d in n.nodes(data=True)),
                  "relations": sorted(d["label"] for _, _, d in n.edges(data=True)),
                  "weights": sorted(d["weight"] for _, _, d in n.edges(data=True))}, ensure_ascii=False))
g = igraph.Graph.Read_GraphML(path)
print(json.dumps({"nodes": g.vcount(), "edges": g.ecount(), "names": sorted(g.vs["label"]),
                  "relations": sorted(g.es["label"]), "weights": sorted(g.es["weight"])}, ensure_ascii=False))
