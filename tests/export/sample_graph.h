// A small graph with everything that an exporter must carry, and one whose every string is hostile.
#ifndef BOBA_TESTS_EXPORT_SAMPLE_GRAPH_H_
#define BOBA_TESTS_EXPORT_SAMPLE_GRAPH_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ontology.h"
#include "tests/support/list_graph_view.h"

namespace boba::testing {

inline Ontology sample_ontology() {
  const Ontology::Source sources[] = {
      {"announced", R"(
        name = "announced"
        label = {en = "announced", vi = "công bố"}
        close_match = ["https://schema.org/knowsAbout"]
        subject = ["Person"]
        object = ["Program", "literal"])"},
      {"changed", R"(
        name = "changed"
        label = {en = "changed", vi = "thay đổi"}
        close_match = ["schema:value"]
        subject = ["Group"]
        object = ["literal"])"},
      {"occurredOn", R"(
        name = "occurredOn"
        label = {en = "occurred on", vi = "diễn ra ngày"}
        subject = ["Event"]
        object = ["literal"])"},
      {"stated", R"(
        name = "stated"
        label = {en = "stated", vi = "cho biết"}
        subject = ["Person"]
        object = ["literal"])"},
  };
  return *Ontology::parse(sources);
}

inline Span span_of(std::string_view text, std::string_view part) {
  const auto at = static_cast<uint32_t>(text.find(part));
  return {at, at + static_cast<uint32_t>(part.size())};
}

inline StatementRecord make_statement(EntityId subject, std::string relation, Object object,
                                      std::vector<Support> supports = {}) {
  StatementRecord statement;
  statement.subject = subject;
  statement.relation = std::move(relation);
  statement.object = std::move(object);
  statement.confidence = 0.5f;
  statement.supports = std::move(supports);
  return statement;
}

inline DocumentRecord make_document(std::string id, std::string title, std::string_view body) {
  DocumentRecord document;
  document.id = std::move(id);
  if (!title.empty()) {
    document.text = std::move(title) + "\n";
    document.body = static_cast<uint32_t>(document.text.size());
  }
  document.text += body;
  return document;
}

inline ListGraphView sample_graph() {
  ListGraphView graph;
  DocumentRecord first = make_document("bài 1", "Bộ trưởng An công bố Chương trình Sông Xanh", "Nội dung.");
  first.source = "Báo Mẫu";
  first.url = "https://bao.example/tin 1.html";
  first.published = "2020-08-18";
  first.extractor_version = "boba 0.1";
  DocumentRecord second = make_document("tin-2", "Tin", "Mưa to. Ông công bố 🌊 “Sông Xanh”. Hết.");
  second.url = "tin/2.txt";
  second.published = "2020-08-19T09:30:00+07:00";
  second.extractor_version = "boba 0.2";
  graph.add(first);
  graph.add(second);
  const EntityId person = graph.add(EntityType::kPerson, "Nguyễn Văn An", {{"Bộ trưởng An", 1}, {"ông An", 1}});
  const EntityId program = graph.add(EntityType::kProgram, "Chương trình Sông Xanh");
  const EntityId group = graph.add(EntityType::kGroup, "các doanh nghiệp");
  const EntityId event = graph.add(EntityType::kEvent, "Hội nghị toàn quốc");

  const Evidence in_title{span_of(first.text, first.title()), span_of(first.text, "công bố"),
                          span_of(first.text, "Bộ trưởng An"), span_of(first.text, "Chương trình Sông Xanh"), 0};
  const Evidence in_body{span_of(second.text, "Ông công bố 🌊 “Sông Xanh”."), span_of(second.text, "công bố"),
                         {}, span_of(second.text, "“Sông Xanh”"), 2};
  const Support by_first{"bài 1", 0.9f, {}, {in_title}};
  const Support by_second{"tin-2", 0.5f, {}, {in_body}};

  StatementRecord announced = make_statement(person, "announced", program, {by_first, by_second});
  announced.confidence = 0.91f;
  announced.qualifiers = {{QualifierKind::kTime, "ngày 18/8/2020", "2020-08-18", 0},
                          {QualifierKind::kPlace, "Hà Nội", "", 0},
                          {QualifierKind::kEvent, "Hội nghị toàn quốc", "", event},
                          {QualifierKind::kAmount, "1.500 tỷ đồng", "1500", 0}};
  graph.add(announced);

  StatementRecord changed = make_statement(
      group, "changed", Literal{Literal::Kind::kQuantity, "100 nghìn doanh nghiệp", "100000", "doanh nghiệp"},
      {by_second});
  changed.modality = Modality::kPlanned;
  changed.speaker = person;
  graph.add(changed);

  graph.add(make_statement(event, "occurredOn", Literal{Literal::Kind::kDate, "ngày 14/8", "XXXX-08-14", ""},
                           {by_second}));
  graph.add(make_statement(person, "stated", Literal{Literal::Kind::kClause, "sông sẽ trong", "", ""}, {by_first}));
  return graph;
}

// C0 controls, a noncharacter, bytes that are no UTF-8, half of a surrogate pair as CESU-8 writes it, markup, NFD,
// zero-width characters, an emoji, every kind of line end.
inline const std::string kHostile =
    "a\x01z & <b> \"q\" 'x' \\n \xEF\xBF\xBE \xFF \xED\xA0\x80 e\xCC\x81 \xE2\x80\x8B\xEF\xBB\xBF ]]> \t\r\n\x7F "
    "\xF0\x9F\x8C\x8A";

inline ListGraphView hostile_graph() {
  ListGraphView graph;
  const std::string megabyte(1 << 20, 'x');
  DocumentRecord document = make_document(kHostile, kHostile, kHostile + kHostile + megabyte);
  document.source = document.published = document.extractor_version = kHostile;
  document.url = "https://bao.example/" + kHostile;
  graph.add(document);
  const Evidence evidence{{document.body, static_cast<uint32_t>(document.text.size())},
                          {document.body, document.body + 9}, {}, {}, 7};
  const Support support{kHostile, 1, {}, {evidence}};
  const EntityId person = graph.add(EntityType::kPerson, kHostile, {{kHostile, 1}, {"x" + kHostile, 1}});
  StatementRecord statement =
      make_statement(person, "stated", Literal{Literal::Kind::kQuantity, kHostile, "1e5", kHostile}, {support});
  for (int kind = 0; kind < 9; ++kind)
    statement.qualifiers.push_back({static_cast<QualifierKind>(kind), kHostile, kHostile, 0});
  graph.add(statement);
  graph.add(make_statement(person, "announced", graph.add(EntityType::kProgram, "\x01\x02"), {support}));
  return graph;
}

}  // namespace boba::testing

#endif  // BOBA_TESTS_EXPORT_SAMPLE_GRAPH_H_
