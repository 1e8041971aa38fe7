// GraphML 1.1 that Gephi, Cytoscape, yEd, networkx, igraph, graph-tool, graphology, Boost and Neo4j APOC read alike
// and that graphml.graphdrawing.org/xmlns/1.1/graphml.xsd accepts.
//
// One node an entity, one node a literal object (a clause belongs to its statement), one edge a statement. Key names,
// their order and their types follow what those readers take by default: "label" and "labels" are key ids for APOC,
// <desc> and "name" serve Cytoscape, "label", "weight", "size" and "color" Gephi; no boolean, no default, no
// hyperedge, nodes before edges, ids are NMTOKENs.
#ifndef BOBA_EXPORT_GRAPHML_H_
#define BOBA_EXPORT_GRAPHML_H_

#include "core/byte_sink.h"
#include "export/formats.h"

namespace boba {

Status write_graphml(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink);

}  // namespace boba

#endif  // BOBA_EXPORT_GRAPHML_H_
