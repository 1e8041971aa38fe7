#include "export/jsonld.h"

#include <fmt/format.h>

#include "export/escape.h"
#include "export/rdf.h"
#include "export/text_writer.h"

namespace boba {
namespace {

std::string quoted(std::string_view clean) { return "\"" + escape_json(clean) + "\""; }

// The "@type" or "@language" that the context gives a term; empty for kPlain and kMixed.
std::string_view coercion_of(RdfCoercion coercion) {
  switch (coercion) {
    case RdfCoercion::kIri: return "\"@type\":\"@id\"";
    case RdfCoercion::kVocabulary: return "\"@type\":\"@vocab\"";
    case RdfCoercion::kInteger: return "\"@type\":\"xsd:nonNegativeInteger\"";
    case RdfCoercion::kDecimal: return "\"@type\":\"xsd:decimal\"";
    case RdfCoercion::kVietnamese: return "\"@language\":\"vi\"";
    case RdfCoercion::kLanguages: return "\"@container\":\"@language\"";
    case RdfCoercion::kPlain:
    case RdfCoercion::kMixed: return {};
  }
  return {};
}

std::string context(const Ontology& ontology, std::string_view base) {
  std::string out = "{\"@version\":1.1,\n";
  for (const RdfPrefix& prefix : rdf_prefixes(base)) out += quoted(prefix.name) + ":" + quoted(prefix.iri) + ",\n";
  out += "\"@vocab\":" + quoted(std::string(base) + "ontology#") + ",\n\"id\":\"@id\",\"type\":\"@type\",\n";
  for (const RdfTerm& term : rdf_terms()) {
    out += fmt::format("\"{}\":{{\"{}\":\"{}\"", term.key, term.reverse ? "@reverse" : "@id", term.iri);
    if (const std::string_view coercion = coercion_of(term.coercion); !coercion.empty())
      out += fmt::format(",{}", coercion);
    out += term.set ? ",\"@container\":\"@set\"},\n" : "},\n";
  }
  for (const Relation& relation : ontology.relations())
    out += fmt::format("\"{0}\":{{\"@id\":\"kg:{0}\",\"@type\":\"@id\"}},\n", relation.name);
  out.resize(out.size() - 2);
  return out + "}";
}

std::string print(const RdfNode& node);

// A literal that says its own type or language.
std::string print_explicit(const RdfValue& value) {
  std::string out = "{\"@value\":" + quoted(value.text);
  if (!value.language.empty()) out += fmt::format(",\"@language\":\"{}\"", value.language);
  if (!value.datatype.empty()) out += fmt::format(",\"@type\":\"{}\"", value.datatype);
  return out + "}";
}

std::string print(const RdfValue& value, bool coerces_to_iri, bool coerces_literal) {
  switch (value.kind) {
    case RdfValue::Kind::kNode: return print(value.node.front());
    case RdfValue::Kind::kIri: return coerces_to_iri ? quoted(value.text) : "{\"id\":" + quoted(value.text) + "}";
    case RdfValue::Kind::kLiteral: return coerces_literal ? quoted(value.text) : print_explicit(value);
  }
  return {};
}

std::string print_languages(const std::vector<RdfValue>& values) {
  std::string out;
  for (const RdfValue& value : values)
    out += fmt::format("{}\"{}\":{}", out.empty() ? "{" : ",", value.language, quoted(value.text));
  return out + "}";
}

std::string print(const RdfProperty& property) {
  if (property.term != nullptr && property.term->coercion == RdfCoercion::kLanguages)
    return fmt::format("\"{}\":{}", property.term->key, print_languages(property.values));
  const RdfCoercion coercion = property.term == nullptr ? RdfCoercion::kMixed : property.term->coercion;
  const bool to_iri = coercion == RdfCoercion::kIri || coercion == RdfCoercion::kVocabulary;
  const bool literal = !to_iri && coercion != RdfCoercion::kMixed;
  const bool array = property.values.size() > 1 || (property.term != nullptr && property.term->set);
  std::string out;
  for (const RdfValue& value : property.values) out += (out.empty() ? "" : ",") + print(value, to_iri, literal);
  const std::string_view key = property.term == nullptr ? std::string_view(property.relation) : property.term->key;
  return fmt::format(fmt::runtime(array ? "\"{}\":[{}]" : "\"{}\":{}"), key, out);
}

std::string print(const RdfNode& node) {
  std::string out = "{";
  for (size_t i = 0; i < node.types.size(); ++i)
    out += fmt::format("{}\"{}\"{}", i == 0 ? "\"type\":[" : ",", node.types[i], i + 1 == node.types.size() ? "]," : "");
  if (node.types.size() == 1) out = fmt::format("{{\"type\":\"{}\",", node.types.front());
  out += "\"id\":" + quoted(node.id);
  for (const RdfProperty& property : node.properties) out += "," + print(property);
  for (size_t i = 0; i < node.graph.size(); ++i) out += (i == 0 ? ",\"@graph\":[" : ",") + print(node.graph[i]);
  return out + (node.graph.empty() ? "}" : "]}");
}

}  // namespace

Status write_jsonld(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink) {
  TextWriter out(sink);
  out << "{\"@context\":" << context(ontology, options.base) << ",\n\"@graph\":[";
  bool first = true;
  const auto done = describe(graph, ontology, [&](const RdfNode& node) -> Status {
    out << (first ? "\n" : ",\n") << print(node);
    first = false;
    return out.status();
  });
  if (!done) return done;
  out << "\n]}\n";
  return out.finish();
}

}  // namespace boba
