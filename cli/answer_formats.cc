#include "cli/answer_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/answer_json.h"
#include "cli/table.h"
#include "core/utf8.h"
#include "graph/query/resolve.h"

namespace boba::cli {
namespace {

constexpr std::string_view kBold = "\033[1m", kPlain = "\033[0m";

std::string print_table(std::span<const Answer> answers, const AnswerStyle& style) {
  if (answers.empty()) return {};
  Table table({"subject", "relation", "object", "modality", "date", "conf", "docs"}, style.widest);
  for (const Answer& answer : answers) {
    size_t documents = 0;  // evidence comes by document
    for (size_t i = 0; i < answer.evidence.size(); ++i)
      documents += i == 0 || answer.evidence[i].document.id != answer.evidence[i - 1].document.id;
    table.add({answer.subject.name, answer.relation, object_text(answer), std::string(to_string(answer.modality)),
               answer.date.empty() ? "-" : answer.date, fmt::format("{:.2f}", answer.confidence),
               fmt::to_string(documents)});
    if (!style.evidence) continue;
    if (const std::string more = circumstances(answer); !more.empty()) table.add_note(more);
    for (const EvidenceAnswer& evidence : answer.evidence) table.add_note(quotation(evidence, style.colour));
  }
  return table.print();
}

std::string print_json(std::span<const Answer> answers, const AnswerStyle&) {
  std::string out = "[";
  for (const Answer& answer : answers) out += (out.size() == 1 ? "\n" : ",\n") + answer_json(answer);
  return out + "\n]\n";
}

std::string print_jsonl(std::span<const Answer> answers, const AnswerStyle&) {
  std::string out;
  for (const Answer& answer : answers) out += answer_json(answer) + "\n";
  return out;
}

std::string print_csv(std::span<const Answer> answers, const AnswerStyle&) {
  std::string out = csv_line({"id", "subject_id", "subject_type", "subject", "relation", "object_id", "object_type",
                              "object", "value", "unit", "modality", "speaker", "confidence", "date", "circumstances",
                              "documents", "document", "field", "begin", "end", "sentence"});
  for (const Answer& answer : answers) {
    const auto* entity = std::get_if<EntityRef>(&answer.object);
    const auto* literal = std::get_if<Literal>(&answer.object);
    const EvidenceAnswer first = answer.evidence.empty() ? EvidenceAnswer() : answer.evidence.front();
    out += csv_line({fmt::format("s:{:016x}", answer.id), format_entity_id(answer.subject.id),
                     std::string(to_string(answer.subject.type)), answer.subject.name, answer.relation,
                     entity ? format_entity_id(entity->id) : "",
                     entity ? std::string(to_string(entity->type)) : "literal", object_text(answer),
                     literal ? literal->value : "", literal ? literal->unit : "",
                     std::string(to_string(answer.modality)), answer.speaker ? answer.speaker->name : "",
                     fmt::format("{:.3f}", answer.confidence), answer.date, circumstances(answer),
                     fmt::to_string(answer.evidence.size()), first.document.id,
                     first.sentence.field == Quote::Field::kTitle ? "title" : "text",
                     fmt::to_string(first.sentence.begin), fmt::to_string(first.sentence.end), first.sentence.text});
  }
  return out;
}

constexpr std::array<AnswerFormat, 4> kFormats = {
    {{"table", print_table}, {"json", print_json}, {"jsonl", print_jsonl}, {"csv", print_csv}}};

// Byte offset of code point `point` of `text`.
size_t byte_of(std::string_view text, uint32_t point) {
  size_t at = 0;
  for (; point > 0 && at < text.size(); --point) at += decode(text, at).length;
  return at;
}

}  // namespace

std::span<const AnswerFormat> answer_formats() { return kFormats; }

std::vector<std::string> answer_format_names() {
  std::vector<std::string> names;
  for (const AnswerFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

const AnswerFormat& answer_format(std::string_view name) {
  return *std::find_if(kFormats.begin(), kFormats.end(), [&](const AnswerFormat& f) { return f.name == name; });
}

const std::string& object_text(const Answer& answer) {
  if (const auto* entity = std::get_if<EntityRef>(&answer.object)) return entity->name;
  return std::get<Literal>(answer.object).text;
}

std::string quotation(const EvidenceAnswer& evidence, bool colour) {
  const Quote& sentence = evidence.sentence;
  std::string text = sentence.text;
  std::vector<std::pair<uint32_t, uint32_t>> bold;
  for (const auto* part : {&evidence.trigger, &evidence.subject, &evidence.object})
    if (*part && (*part)->begin >= sentence.begin && (*part)->end <= sentence.end)
      bold.emplace_back((*part)->begin - sentence.begin, (*part)->end - sentence.begin);
  std::sort(bold.rbegin(), bold.rend());  // from the back, so that earlier offsets stay true
  uint32_t limit = UINT32_MAX;
  for (const auto& [begin, end] : bold) {
    if (!colour || end > limit) continue;  // overlaps the one behind it
    text.insert(byte_of(text, end), kPlain);
    text.insert(byte_of(text, begin), kBold);
    limit = begin;
  }
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  std::vector<std::string> origin = {evidence.document.id};
  for (const auto* part : {&evidence.document.source, &evidence.document.published})
    if (!part->empty()) origin.push_back(*part);
  return fmt::format("\"{}\" [{}]", text, fmt::join(origin, ", "));
}

std::string circumstances(const Answer& answer) {
  std::string out;
  const auto append = [&](std::string_view key, std::string_view text) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", key, text);
  };
  for (const Qualifier& qualifier : answer.qualifiers) {
    const bool dated = qualifier.kind == QualifierKind::kTime && !qualifier.value.empty();
    append(to_string(qualifier.kind), dated ? fmt::format("{} ({})", qualifier.text, qualifier.value) : qualifier.text);
  }
  if (answer.speaker) append("by", answer.speaker->name);
  return out;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& field : fields) out += (out.empty() && &field == &fields.front() ? "" : ",") + csv_field(field);
  return out + "\n";
}

}  // namespace boba::cli
