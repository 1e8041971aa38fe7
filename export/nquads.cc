#include "export/nquads.h"

#include <fmt/format.h>

#include "export/escape.h"
#include "export/rdf.h"
#include "export/text_writer.h"

namespace boba {
namespace {

class NquadsWriter {
 public:
  NquadsWriter(std::string_view base, ByteSink& sink) : prefixes_(rdf_prefixes(base)), out_(sink) {}

  Status write(const RdfNode& node) {
    print(node, {});
    return out_.status();
  }
  Status finish() { return out_.finish(); }

 private:
  std::string iri(std::string_view compact) const { return "<" + expand_iri(compact, prefixes_) + ">"; }

  std::string object(const RdfValue& value) const {
    if (value.kind == RdfValue::Kind::kIri) return iri(value.text);
    if (value.kind == RdfValue::Kind::kNode) return iri(value.node.front().id);
    std::string out = "\"" + escape_nquads(value.text) + "\"";
    if (!value.language.empty()) out += fmt::format("@{}", value.language);
    if (!value.datatype.empty()) out += "^^" + iri(value.datatype);
    return out;
  }

  void quad(std::string_view subject, std::string_view predicate, std::string_view object, std::string_view graph) {
    out_ << subject << " " << predicate << " " << object << " ";
    if (!graph.empty()) out_ << graph << " ";
    out_ << ".\n";
  }

  // `graph` as printed; empty for the default graph.
  void print(const RdfNode& node, std::string_view graph) {
    const std::string subject = iri(node.id);
    for (const std::string_view type : node.types) quad(subject, iri("rdf:type"), iri(type), graph);
    for (const RdfProperty& property : node.properties) print(subject, property, graph);
    for (const RdfNode& inner : node.graph) print(inner, subject);
  }

  void print(const std::string& subject, const RdfProperty& property, std::string_view graph) {
    const bool reverse = property.term != nullptr && property.term->reverse;
    const std::string predicate =
        iri(property.term == nullptr ? "kg:" + property.relation : std::string(property.term->iri));
    for (const RdfValue& value : property.values) {
      if (reverse) {
        quad(object(value), predicate, subject, graph);
      } else {
        quad(subject, predicate, object(value), graph);
      }
      if (value.kind == RdfValue::Kind::kNode) print(value.node.front(), graph);
    }
  }

  std::vector<RdfPrefix> prefixes_;
  TextWriter out_;
};

}  // namespace

Status write_nquads(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink) {
  NquadsWriter out(options.base, sink);
  if (auto done = describe(graph, ontology, [&](const RdfNode& node) { return out.write(node); }); !done) return done;
  return out.finish();
}

}  // namespace boba
