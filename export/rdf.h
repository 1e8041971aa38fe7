// The graph as RDF: one description of every item, which JSON-LD and N-Quads both print, so that the two formats
// hold the same quads by construction.
//
// Vocabulary: schema.org for things and articles, rdf:Statement for statements (each of which is also a named graph
// that holds its triple), Web Annotation for evidence, PROV-O for where it came from, SKOS for other names, and the
// graph's own ontology#. docs/data_model.md shows a whole statement. There are no blank nodes: two exports merge by
// concatenation.
#ifndef BOBA_EXPORT_RDF_H_
#define BOBA_EXPORT_RDF_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/ontology.h"
#include "core/result.h"

namespace boba {

// A namespace: "schema" -> "https://schema.org/". Those of the graph itself depend on the base.
struct RdfPrefix {
  std::string_view name;
  std::string iri;
};
std::vector<RdfPrefix> rdf_prefixes(std::string_view base);

// How the values of a property are written when nothing else is said.
enum class RdfCoercion : uint8_t {
  kPlain,       // xsd:string
  kVietnamese,  // language vi
  kLanguages,   // language map
  kIri,         // the value names a node
  kVocabulary,  // the value names a term of ontology#
  kInteger,     // xsd:nonNegativeInteger
  kDecimal,     // xsd:decimal
  kMixed,       // IRI or literal, said by each value
};

struct RdfTerm {
  std::string_view key;  // in JSON-LD
  std::string_view iri;  // compact: "schema:headline"
  RdfCoercion coercion = RdfCoercion::kPlain;
  bool set = false;      // always an array in JSON-LD
  bool reverse = false;  // the value is the subject, the node the object
};
// Every property but the relations of the ontology, which are kMixed terms in ontology# of their own name.
std::span<const RdfTerm> rdf_terms();

struct RdfNode;

struct RdfValue {
  enum class Kind : uint8_t { kIri, kLiteral, kNode };
  Kind kind = Kind::kLiteral;
  std::string text;           // compact IRI, or the clean text of the literal
  std::string_view language;  // of a literal
  std::string_view datatype;  // of a literal, compact
  std::vector<RdfNode> node;  // exactly one, of kNode
};

struct RdfProperty {
  const RdfTerm* term = nullptr;  // nullptr: a relation of the ontology
  std::string relation;           // its name
  std::vector<RdfValue> values;   // at least one
};

struct RdfNode {
  std::string id;                   // compact IRI: "e:person/..."; never empty
  std::vector<std::string_view> types;  // compact IRIs
  std::vector<RdfProperty> properties;
  std::vector<RdfNode> graph;       // nodes of the named graph `id`
};

// Describes the whole graph: relations, runs of the extractor, articles, entities, statements, each as one call.
Status describe(const GraphView& graph, const Ontology& ontology,
                const std::function<Status(const RdfNode&)>& visit);

// "e:x" -> "<base>id/x". Precondition: a prefix of rdf_prefixes(), or a full http(s) IRI, which stays as it is.
std::string expand_iri(std::string_view compact, std::span<const RdfPrefix> prefixes);

}  // namespace boba

#endif  // BOBA_EXPORT_RDF_H_
