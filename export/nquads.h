// RDF 1.1 N-Quads (w3.org/TR/n-quads), one quad a line, in any size. A statement's triple stands in a named graph
// whose name is the statement's IRI; all that is said about it, and asserted triples once more, in the default graph.
#ifndef BOBA_EXPORT_NQUADS_H_
#define BOBA_EXPORT_NQUADS_H_

#include "core/byte_sink.h"
#include "export/formats.h"

namespace boba {

Status write_nquads(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink);

}  // namespace boba

#endif  // BOBA_EXPORT_NQUADS_H_
