#include "export/graphml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "export/edtf.h"
#include "export/escape.h"
#include "export/iri.h"
#include "export/quotes.h"
#include "export/text_writer.h"
#include "export/walk.h"

namespace boba {
namespace {

struct Key {
  std::string_view id, domain, name, type;
};

// Key ids are unique in the document. The edge's "label" and the node's "labels" are ids that Neo4j APOC looks for.
constexpr auto kKeys = std::to_array<Key>({
    {"n_label", "node", "label", "string"},
    {"n_name", "node", "name", "string"},
    {"n_type", "node", "type", "string"},
    {"labels", "node", "labels", "string"},
    {"n_iri", "node", "iri", "string"},
    {"n_aliases", "node", "aliases", "string"},
    {"n_value", "node", "value", "string"},
    {"n_unit", "node", "unit", "string"},
    {"n_mentions", "node", "mentions", "int"},
    {"n_size", "node", "size", "double"},
    {"n_color", "node", "color", "string"},
    {"label", "edge", "label", "string"},
    {"e_interaction", "edge", "interaction", "string"},
    {"e_label_vi", "edge", "label_vi", "string"},
    {"e_relation", "edge", "relation", "string"},
    {"e_weight", "edge", "weight", "double"},
    {"e_confidence", "edge", "confidence", "double"},
    {"e_modality", "edge", "modality", "string"},
    {"e_speaker", "edge", "speaker", "string"},
    {"e_date", "edge", "date", "string"},
    {"e_year", "edge", "year", "int"},
    {"e_time", "edge", "time", "string"},
    {"e_place", "edge", "place", "string"},
    {"e_event", "edge", "event", "string"},
    {"e_recipient", "edge", "recipient", "string"},
    {"e_content", "edge", "content", "string"},
    {"e_amount", "edge", "amount", "string"},
    {"e_metric", "edge", "metric", "string"},
    {"e_from", "edge", "from", "string"},
    {"e_role", "edge", "role", "string"},
    {"e_evidence", "edge", "evidence", "string"},
    {"e_doc", "edge", "doc", "string"},
    {"e_documents", "edge", "documents", "int"},
    {"e_stmt", "edge", "stmt", "string"},
});

// By EntityType: distinct for people with colour blindness (Okabe and Ito, jfly.uni-koeln.de/color).
constexpr std::array<std::string_view, kEntityTypes> kColors = {"#d55e00", "#cc79a7", "#0072b2", "#009e73", "#e69f00",
                                                                "#56b4e9", "#f0e442", "#8c6bb1", "#999999", "#66a61e"};
constexpr std::string_view kLiteralColor = "#cccccc";
constexpr std::array<std::string_view, 3> kLiteralTypes = {"Clause", "Quantity", "Date"};

std::string entity_node(EntityId id) { return "n" + base32(id); }
std::string literal_node(StatementId id) { return "l" + base32(id); }

class GraphmlWriter {
 public:
  GraphmlWriter(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink)
      : graph_(graph), ontology_(ontology), options_(options), documents_(graph), out_(sink) {}

  Status write() {
    header();
    auto done = walk(graph_.entities(), [this](const EntityRecord& e) { return node(e); });
    if (done) done = walk(graph_.statements(), [this](const StatementRecord& s) { return literal(s); });
    if (done) done = walk(graph_.statements(), [this](const StatementRecord& s) { return edge(s); });
    if (!done) return done;
    out_ << "</graph>\n</graphml>\n";
    return out_.finish();
  }

 private:
  void header() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
            " http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd\">\n";
    out_ << "<desc>" << escape_xml(clean_label(options_.generator)) << "</desc>\n";
    for (const Key& key : kKeys)
      out_ << fmt::format("<key id=\"{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"{}\"/>\n", key.id, key.domain,
                          key.name, key.type);
    out_ << "<graph id=\"boba\" edgedefault=\"directed\">\n";
  }

  // Nothing for an empty value: readers take an empty number for an error.
  void data(std::string_view key, std::string_view clean) {
    if (!clean.empty()) out_ << "<data key=\"" << key << "\">" << escape_xml(clean) << "</data>";
  }

  void open_node(std::string_view id, std::string_view label, std::string_view type) {
    out_ << "<node id=\"" << id << "\"><desc>" << escape_xml(label) << "</desc>";
    data("n_label", label);
    data("n_name", label);
    data("n_type", type);
    data("labels", fmt::format(":{}", type));
  }

  Status node(const EntityRecord& entity) {
    open_node(entity_node(entity.id), clean_label(entity.name), to_string(entity.type));
    data("n_iri", options_.base + "id/" + entity_path(entity.id, entity.type, entity.name));
    data("n_aliases", other_names(entity));
    data("n_mentions", fmt::to_string(std::min<uint32_t>(entity.documents, INT32_MAX)));
    data("n_size", fmt::format("{:.1f}", 5 + 5 * std::log2(1.0 + entity.documents)));
    data("n_color", kColors[static_cast<size_t>(entity.type)]);
    out_ << "</node>\n";
    return out_.status();
  }

  static std::string other_names(const EntityRecord& entity) {
    std::string out;
    const auto append = [&](const NameForm& form) {
      if (form.text != entity.name) out += (out.empty() ? "" : " | ") + clean_label(form.text);
    };
    std::for_each(entity.names.begin(), entity.names.end(), append);
    std::for_each(entity.aliases.begin(), entity.aliases.end(), append);
    return out;
  }

  Status literal(const StatementRecord& statement) {
    const Literal* literal = statement.literal();
    if (literal == nullptr) return {};
    open_node(literal_node(statement.id), clean_label(literal->text), kLiteralTypes[static_cast<size_t>(literal->kind)]);
    data("n_value", clean_label(literal->value));
    data("n_unit", clean_label(literal->unit));
    data("n_mentions", "1");
    data("n_size", "5.0");
    data("n_color", kLiteralColor);
    out_ << "</node>\n";
    return out_.status();
  }

  Status edge(const StatementRecord& statement) {
    const EntityId object = statement.object_entity();
    const std::string relation = clean_label(statement.relation);
    out_ << fmt::format("<edge id=\"e{}\" source=\"{}\" target=\"{}\">", base32(statement.id),
                        entity_node(statement.subject), object ? entity_node(object) : literal_node(statement.id));
    data("label", relation);
    data("e_interaction", relation);
    if (const auto known = ontology_.find(statement.relation)) data("e_label_vi", ontology_[*known].label_vi);
    data("e_relation", options_.base + "ontology#" + relation);
    if (auto done = attribution(statement); !done) return done;
    qualifiers(statement.qualifiers);
    if (auto done = evidence(statement); !done) return done;
    data("e_stmt", options_.base + "id/" + statement_path(statement.id));
    out_ << "</edge>\n";
    return out_.status();
  }

  Status attribution(const StatementRecord& statement) {
    data("e_weight", fmt::format("{}.0", std::max<size_t>(statement.supports.size(), 1)));
    data("e_confidence", fmt::format("{:.3f}", statement.confidence));
    data("e_modality", to_string(statement.modality));
    if (statement.speaker == 0) return {};
    const auto speaker = graph_.entity(statement.speaker);
    if (!speaker) return speaker.error();
    if (*speaker) data("e_speaker", clean_label((*speaker)->name));
    return {};
  }

  Status evidence(const StatementRecord& statement) {
    if (!statement.supports.empty() && !statement.supports.front().evidence.empty()) {
      const Support& support = statement.supports.front();
      auto document = documents_.find(support.document);
      if (!document) return document.error();
      data("e_evidence", clean_label((*document)->quoter.quote(support.evidence.front()).sentence.text));
      data("e_doc", clean_label(support.document));
    }
    data("e_documents", fmt::to_string(statement.supports.size()));
    return {};
  }

  void qualifiers(const std::vector<Qualifier>& all) {
    std::array<std::string, 9> texts;  // by QualifierKind; two of one kind are joined
    std::string date;
    for (const Qualifier& qualifier : all) {
      std::string& text = texts[static_cast<size_t>(qualifier.kind)];
      text += (text.empty() ? "" : " | ") + clean_label(qualifier.text);
      if (qualifier.kind == QualifierKind::kTime && date.empty()) date = clean_label(qualifier.value);
    }
    data("e_date", date);
    if (const auto year = edtf_year(date)) data("e_year", fmt::to_string(*year));
    for (size_t i = 0; i < texts.size(); ++i)
      data(fmt::format("e_{}", to_string(static_cast<QualifierKind>(i))), texts[i]);
  }

  const GraphView& graph_;
  const Ontology& ontology_;
  const ExportOptions& options_;
  QuotedDocuments documents_;
  TextWriter out_;
};

}  // namespace

Status write_graphml(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink) {
  return GraphmlWriter(graph, ontology, options, sink).write();
}

}  // namespace boba
