#include "export/rdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "export/edtf.h"
#include "export/escape.h"
#include "export/iri.h"
#include "export/quotes.h"
#include "export/walk.h"

namespace boba {
namespace {

using enum RdfCoercion;

constexpr auto kTerms = std::to_array<RdfTerm>({
    {"label", "rdfs:label", kLanguages},
    {"altLabel", "skos:altLabel", kVietnamese, true},
    {"closeMatch", "skos:closeMatch", kIri, true},
    {"identifier", "schema:identifier"},
    {"headline", "schema:headline", kVietnamese},
    {"url", "schema:url", kIri},
    {"publisher", "schema:publisher"},
    {"inLanguage", "schema:inLanguage"},
    {"datePublished", "schema:datePublished", kMixed},
    {"subject", "rdf:subject", kIri},
    {"predicate", "rdf:predicate", kVocabulary},
    {"object", "rdf:object", kMixed},
    {"objectText", "kg:objectText", kVietnamese},
    {"value", "kg:value", kDecimal},
    {"unit", "kg:unit", kVietnamese},
    {"modality", "kg:modality"},
    {"speaker", "kg:speaker", kIri},
    {"confidence", "kg:confidence", kDecimal},
    {"pointInTime", "kg:pointInTime", kMixed},
    {"amountValue", "kg:amountValue", kDecimal},
    {"time", "kg:time", kMixed},
    {"place", "kg:place", kMixed},
    {"event", "kg:event", kMixed},
    {"recipient", "kg:recipient", kMixed},
    {"content", "kg:content", kMixed},
    {"amount", "kg:amount", kMixed},
    {"metric", "kg:metric", kMixed},
    {"from", "kg:from", kMixed},
    {"role", "kg:role", kMixed},
    {"derivedFrom", "prov:wasDerivedFrom", kIri, true},
    {"generatedBy", "prov:wasGeneratedBy", kIri},
    {"evidence", "oa:hasBody", kIri, true, true},
    {"target", "oa:hasTarget", kIri},
    {"source", "oa:hasSource", kIri},
    {"selector", "oa:hasSelector", kIri, true},
    {"field", "kg:field"},
    {"sentence", "kg:sentence", kInteger},
    {"trigger", "kg:trigger", kVietnamese},
    {"triggerStart", "kg:triggerStart", kInteger},
    {"triggerEnd", "kg:triggerEnd", kInteger},
    {"start", "oa:start", kInteger},
    {"end", "oa:end", kInteger},
    {"exact", "oa:exact", kVietnamese},
    {"prefix", "oa:prefix", kVietnamese},
    {"suffix", "oa:suffix", kVietnamese},
});

constexpr std::array<std::string_view, kEntityTypes> kClasses = {
    "schema:Person", "kg:Position",  "schema:Organization", "schema:Place", "schema:Event",
    "kg:Program",    "kg:Document", "schema:Product",      "kg:Group",     "skos:Concept"};

const RdfTerm& term(std::string_view key) {
  return *std::find_if(kTerms.begin(), kTerms.end(), [&](const RdfTerm& t) { return t.key == key; });
}

RdfValue iri(std::string compact) { return {RdfValue::Kind::kIri, std::move(compact), {}, {}, {}}; }
RdfValue literal(std::string text, std::string_view datatype = {}) {
  return {RdfValue::Kind::kLiteral, std::move(text), {}, datatype, {}};
}
RdfValue vietnamese(std::string text) { return {RdfValue::Kind::kLiteral, std::move(text), "vi", {}, {}}; }
RdfValue integer(uint64_t value) { return literal(fmt::to_string(value), "xsd:nonNegativeInteger"); }
RdfValue decimal(std::string text) { return literal(std::move(text), "xsd:decimal"); }
RdfValue date(std::string_view edtf) { return literal(clean_label(edtf), edtf_datatype(edtf)); }
RdfValue nested(RdfNode node) { return {RdfValue::Kind::kNode, {}, {}, {}, {std::move(node)}}; }

void add(RdfNode& node, std::string_view key, std::vector<RdfValue> values) {
  if (!values.empty()) node.properties.push_back({&term(key), {}, std::move(values)});
}
void add(RdfNode& node, std::string_view key, RdfValue value) {
  std::vector<RdfValue> values;
  values.push_back(std::move(value));
  add(node, key, std::move(values));
}
// Nothing for an empty text.
void add_text(RdfNode& node, std::string_view key, std::string clean) {
  if (clean.empty()) return;
  add(node, key, term(key).coercion == kPlain ? literal(std::move(clean)) : vietnamese(std::move(clean)));
}

// A decimal of XML Schema: digits, at most one point with digits on both sides, perhaps a minus.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return point == std::string_view::npos ? digits(text) : digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

std::string node_id(const EntityRecord& entity) { return "e:" + entity_path(entity.id, entity.type, entity.name); }

RdfNode describe_relation(const Relation& relation) {
  RdfNode node{"kg:" + relation.name, {"rdf:Property"}, {}, {}};
  RdfValue english = literal(clean_label(relation.label_en));
  english.language = "en";
  add(node, "label", {vietnamese(clean_label(relation.label_vi)), std::move(english)});
  std::vector<RdfValue> matches;
  for (const std::string& match : relation.close_match) matches.push_back(iri(match));
  add(node, "closeMatch", std::move(matches));
  return node;
}

RdfNode describe_run(const std::string& version) {
  RdfNode node{"e:" + run_path(version), {"prov:Activity"}, {}, {}};
  add(node, "identifier", literal(clean_label(version)));
  return node;
}

RdfNode describe_document(const DocumentRecord& document) {
  RdfNode node{"e:" + article_path(document.id), {"schema:NewsArticle"}, {}, {}};
  add(node, "identifier", literal(clean_label(document.id)));
  add_text(node, "headline", clean_label(document.title()));
  add(node, "inLanguage", literal("vi"));
  if (const std::string url = safe_iri(document.url); !url.empty()) add(node, "url", iri(url));
  add_text(node, "publisher", clean_label(document.source));
  if (!document.published.empty()) add(node, "datePublished", date(document.published));
  return node;
}

RdfNode describe_entity(const EntityRecord& entity) {
  RdfNode node{node_id(entity), {kClasses[static_cast<size_t>(entity.type)]}, {}, {}};
  const std::string name = clean_label(entity.name);
  add(node, "label", vietnamese(name));
  std::vector<RdfValue> others;
  std::set<std::string> seen = {"", name};  // cleaning may make two forms one; a set of RDF holds it once
  for (const auto* forms : {&entity.names, &entity.aliases})
    for (const NameForm& form : *forms)
      if (std::string clean = clean_label(form.text); seen.insert(clean).second)
        others.push_back(vietnamese(std::move(clean)));
  add(node, "altLabel", std::move(others));
  return node;
}

RdfNode describe_target(const std::string& name, const DocumentRecord& document, const EvidenceQuote& quote) {
  RdfNode position{name + "/position", {"oa:TextPositionSelector"}, {}, {}};
  add(position, "start", integer(quote.sentence.begin));
  add(position, "end", integer(quote.sentence.end));
  RdfNode exact{name + "/quote", {"oa:TextQuoteSelector"}, {}, {}};
  add(exact, "exact", vietnamese(clean_text(quote.sentence.text)));
  add_text(exact, "prefix", clean_text(quote.prefix));
  add_text(exact, "suffix", clean_text(quote.suffix));
  RdfNode target{name + "/target", {"oa:SpecificResource"}, {}, {}};
  add(target, "source", iri("e:" + article_path(document.id)));
  add(target, "field", literal(quote.in_title ? "title" : "text"));
  add(target, "sentence", integer(quote.sentence_index));
  std::vector<RdfValue> selectors;
  selectors.push_back(nested(std::move(position)));
  selectors.push_back(nested(std::move(exact)));
  add(target, "selector", std::move(selectors));
  return target;
}

RdfNode describe_evidence(StatementId id, const DocumentRecord& document, const EvidenceQuote& quote) {
  const std::string name = "e:" + evidence_path(id, document.id, quote.in_title, quote.sentence.begin);
  RdfNode node{name, {"oa:Annotation"}, {}, {}};
  if (!document.extractor_version.empty()) add(node, "generatedBy", iri("e:" + run_path(document.extractor_version)));
  if (!quote.trigger.empty()) {
    add_text(node, "trigger", clean_text(quote.trigger.text));
    add(node, "triggerStart", integer(quote.trigger.begin));
    add(node, "triggerEnd", integer(quote.trigger.end));
  }
  add(node, "target", nested(describe_target(name, document, quote)));
  return node;
}

class StatementDescriber {
 public:
  StatementDescriber(const GraphView& graph, QuotedDocuments& documents, const StatementRecord& statement)
      : graph_(graph), documents_(documents), statement_(statement), relation_(statement.relation) {}

  // The statement's node, and after it the plain edge when the articles assert it themselves.
  Status visit(const std::function<Status(const RdfNode&)>& visit) {
    auto subject = name(statement_.subject);
    if (!subject) return subject.error();
    auto object = object_value();
    if (!object) return object.error();
    RdfNode edge{*subject, {}, {}, {}};
    edge.properties.push_back({nullptr, relation_, {*object}});
    RdfNode node{"e:" + statement_path(statement_.id), {"rdf:Statement"}, {}, {}};
    add(node, "subject", iri(*subject));
    add(node, "predicate", iri("kg:" + relation_));
    add(node, "object", *std::move(object));
    literal_parts(node);
    if (auto done = attribution(node); !done) return done;
    if (auto done = qualifiers(node); !done) return done;
    if (auto done = evidence(node); !done) return done;
    node.graph.push_back(edge);
    if (auto done = visit(node); !done) return done;
    return statement_.modality == Modality::kAsserted ? visit(edge) : Status();
  }

 private:
  Result<std::string> name(EntityId id) const {
    auto entity = graph_.entity(id);
    if (!entity) return entity.error();
    if (!*entity) return Error{ErrorCode::kCorrupt, "a statement names an entity that the graph lacks"};
    return node_id(**entity);
  }

  Result<RdfValue> object_value() const {
    if (const auto* id = std::get_if<EntityId>(&statement_.object)) {
      auto object = name(*id);
      if (!object) return object.error();
      return iri(*std::move(object));
    }
    const Literal& object = std::get<Literal>(statement_.object);
    if (object.kind == Literal::Kind::kDate && !object.value.empty()) return date(object.value);
    return vietnamese(clean_label(object.text));
  }

  void literal_parts(RdfNode& node) const {
    const Literal* object = statement_.literal();
    if (object == nullptr) return;
    if (object->kind == Literal::Kind::kDate) add_text(node, "objectText", clean_label(object->text));
    if (object->kind != Literal::Kind::kQuantity) return;
    if (is_decimal(object->value)) add(node, "value", decimal(object->value));
    add_text(node, "unit", clean_label(object->unit));
  }

  Status attribution(RdfNode& node) const {
    add(node, "modality", literal(std::string(to_string(statement_.modality))));
    if (statement_.speaker != 0) {
      auto speaker = name(statement_.speaker);
      if (!speaker) return speaker.error();
      add(node, "speaker", iri(*std::move(speaker)));
    }
    add(node, "confidence", decimal(fmt::format("{:.3f}", statement_.confidence)));
    return {};
  }

  Status qualifiers(RdfNode& node) const {
    std::set<std::pair<std::string_view, std::string>> seen;  // RDF knows no triple twice
    const auto add_once = [&](std::string_view key, RdfValue value) {
      if (value.text.empty() || !seen.insert({key, value.text}).second) return;
      const auto same = std::find_if(node.properties.begin(), node.properties.end(),
                                     [&](const RdfProperty& p) { return p.term == &term(key); });
      if (same == node.properties.end()) return add(node, key, std::move(value));
      same->values.push_back(std::move(value));
    };
    for (const Qualifier& qualifier : statement_.qualifiers) {
      const std::string_view key = to_string(qualifier.kind);
      if (qualifier.entity != 0) {
        auto entity = name(qualifier.entity);
        if (!entity) return entity.error();
        add_once(key, iri(*std::move(entity)));
        continue;
      }
      add_once(key, vietnamese(clean_label(qualifier.text)));
      if (qualifier.kind == QualifierKind::kTime && !qualifier.value.empty())
        add_once("pointInTime", date(qualifier.value));
      if (qualifier.kind == QualifierKind::kAmount && is_decimal(qualifier.value))
        add_once("amountValue", decimal(qualifier.value));
    }
    return {};
  }

  Status evidence(RdfNode& node) const {
    std::vector<RdfValue> articles, annotations;
    std::set<std::string> seen;  // one sentence may be evidence twice, with other spans; the first stands for it
    for (const Support& support : statement_.supports) {
      auto document = documents_.find(support.document);
      if (!document) return document.error();
      articles.push_back(iri("e:" + article_path(support.document)));
      for (const Evidence& evidence : support.evidence) {
        RdfNode node_of = describe_evidence(statement_.id, (*document)->record, (*document)->quoter.quote(evidence));
        if (seen.insert(node_of.id).second) annotations.push_back(nested(std::move(node_of)));
      }
    }
    add(node, "derivedFrom", std::move(articles));
    add(node, "evidence", std::move(annotations));
    return {};
  }

  const GraphView& graph_;
  QuotedDocuments& documents_;
  const StatementRecord& statement_;
  std::string relation_;
};

}  // namespace

std::vector<RdfPrefix> rdf_prefixes(std::string_view base) {
  return {{"e", std::string(base) + "id/"},
          {"kg", std::string(base) + "ontology#"},
          {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
          {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
          {"xsd", "http://www.w3.org/2001/XMLSchema#"},
          {"skos", "http://www.w3.org/2004/02/skos/core#"},
          {"schema", "https://schema.org/"},
          {"org", "http://www.w3.org/ns/org#"},
          {"prov", "http://www.w3.org/ns/prov#"},
          {"oa", "http://www.w3.org/ns/oa#"},
          {"eli", "http://data.europa.eu/eli/ontology#"},
          {"dcterms", "http://purl.org/dc/terms/"},
          {"foaf", "http://xmlns.com/foaf/0.1/"},
          {"edtf", "http://id.loc.gov/datatypes/edtf/"}};
}

std::span<const RdfTerm> rdf_terms() { return kTerms; }

Status describe(const GraphView& graph, const Ontology& ontology,
                const std::function<Status(const RdfNode&)>& visit) {
  for (const Relation& relation : ontology.relations())
    if (auto done = visit(describe_relation(relation)); !done) return done;
  std::set<std::string> versions;  // a handful in any graph
  auto done = walk(graph.documents(), [&](const DocumentRecord& document) -> Status {
    const std::string& version = document.extractor_version;
    if (!version.empty() && versions.insert(version).second)
      if (auto run = visit(describe_run(version)); !run) return run;
    return visit(describe_document(document));
  });
  if (done) done = walk(graph.entities(), [&](const EntityRecord& e) { return visit(describe_entity(e)); });
  if (!done) return done;
  QuotedDocuments documents(graph);
  return walk(graph.statements(), [&](const StatementRecord& statement) {
    return StatementDescriber(graph, documents, statement).visit(visit);
  });
}

std::string expand_iri(std::string_view compact, std::span<const RdfPrefix> prefixes) {
  const size_t colon = compact.find(':');
  if (colon != std::string_view::npos)
    for (const RdfPrefix& prefix : prefixes)
      if (prefix.name == compact.substr(0, colon)) return prefix.iri + std::string(compact.substr(colon + 1));
  return std::string(compact);
}

}  // namespace boba
