#include "cli/answer_json.h"

#include <fmt/format.h>

#include "cli/json_object.h"
#include "graph/query/resolve.h"

namespace boba::cli {
namespace {

constexpr std::string_view kLiteralKinds[] = {"clause", "quantity", "date"};

std::string object_json(const Answer& answer) {
  if (const auto* entity = std::get_if<EntityRef>(&answer.object)) return entity_json(*entity);
  const Literal& literal = std::get<Literal>(answer.object);
  return JsonObject()
      .text("text", literal.text)
      .text("kind", kLiteralKinds[static_cast<size_t>(literal.kind)])
      .text_if("value", literal.value)
      .text_if("unit", literal.unit)
      .str();
}

std::string qualifier_json(const Qualifier& qualifier) {
  JsonObject object;
  if (qualifier.entity != 0) return object.text("id", format_entity_id(qualifier.entity)).text("name", qualifier.text).str();
  if (qualifier.kind == QualifierKind::kAmount && !qualifier.value.empty())
    return object.text("text", qualifier.text).text("value", qualifier.value).str();
  return "\"" + escape_json(qualifier.text) + "\"";
}

// One key a kind, the first of each; further ones stand in "more".
std::string qualifiers_json(const Answer& answer) {
  JsonObject object;
  std::vector<std::string> more;
  for (size_t i = 0; i < answer.qualifiers.size(); ++i) {
    const Qualifier& qualifier = answer.qualifiers[i];
    const std::string_view kind = to_string(qualifier.kind);
    if (i > 0 && answer.qualifiers[i - 1].kind == qualifier.kind) {
      more.push_back(JsonObject()
                         .text("kind", kind)
                         .raw("qualifier", qualifier_json(qualifier))
                         .text_if("iso", qualifier.kind == QualifierKind::kTime ? qualifier.value : "")
                         .str());
      continue;
    }
    object.raw(kind, qualifier_json(qualifier));
    if (qualifier.kind == QualifierKind::kTime) object.text_if("iso", qualifier.value);
  }
  if (answer.speaker) object.text("by", answer.speaker->name);
  if (!more.empty()) object.raw("more", json_array(more));
  return object.empty() ? std::string() : object.str();
}

void add_span(JsonObject& object, std::string_view name, const std::optional<Quote>& quote) {
  if (!quote) return;
  object.text(name, quote->text)
      .number(fmt::format("{}_begin", name), quote->begin)
      .number(fmt::format("{}_end", name), quote->end);
}

std::string evidence_json(const EvidenceAnswer& evidence) {
  JsonObject object;
  object.text("document", evidence.document.id)
      .text("field", evidence.sentence.field == Quote::Field::kTitle ? "title" : "text")
      .number("sentence", evidence.sentence_index)
      .text("text", evidence.sentence.text)
      .number("begin", evidence.sentence.begin)
      .number("end", evidence.sentence.end);
  if (evidence.trigger) {
    add_span(object, "trigger", evidence.trigger);
  } else {
    object.text("trigger", "");
  }
  add_span(object, "subject", evidence.subject);
  add_span(object, "object", evidence.object);
  object.text_if("title", evidence.document.title)
      .text_if("source", evidence.document.source)
      .text_if("url", evidence.document.url)
      .text_if("published", evidence.document.published);
  return object.str();
}

}  // namespace

std::string entity_json(const EntityRef& entity) {
  return JsonObject()
      .text("id", format_entity_id(entity.id))
      .text("type", to_string(entity.type))
      .text("name", entity.name)
      .str();
}

std::string answer_json(const Answer& answer, std::string_view document) {
  JsonObject object;
  object.text_if("doc", document)
      .text("id", fmt::format("s:{:016x}", answer.id))
      .raw("subject", entity_json(answer.subject))
      .text("relation", answer.relation)
      .raw("object", object_json(answer));
  if (const std::string qualifiers = qualifiers_json(answer); !qualifiers.empty()) object.raw("qualifiers", qualifiers);
  object.text("modality", to_string(answer.modality));
  if (answer.speaker) object.raw("speaker", entity_json(*answer.speaker));
  object.raw("confidence", fmt::format("{:.3f}", answer.confidence));
  if (document.empty()) object.text_if("date", answer.date);
  std::vector<std::string> evidence;
  for (const EvidenceAnswer& item : answer.evidence) evidence.push_back(evidence_json(item));
  object.raw("evidence", json_array(evidence));
  return object.str();
}

}  // namespace boba::cli
