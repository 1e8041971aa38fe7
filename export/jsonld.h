// JSON-LD 1.1 (w3.org/TR/json-ld11) in the order of its streaming profile: context first, then one node a line with
// "type" before "id". Prefixes, never @base, because some processors drop relative IRIs silently; numbers are
// strings with a datatype, because processors write floating-point numbers in different forms.
#ifndef BOBA_EXPORT_JSONLD_H_
#define BOBA_EXPORT_JSONLD_H_

#include "core/byte_sink.h"
#include "export/formats.h"

namespace boba {

Status write_jsonld(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink);

}  // namespace boba

#endif  // BOBA_EXPORT_JSONLD_H_
