#include "graph/query/answers.h"

#include <algorithm>
#include <tuple>

namespace boba {
namespace {

constexpr size_t kTexts = 64;

Error missing(const std::string& what) {
  return {ErrorCode::kCorrupt, "the graph is damaged: " + what + " is not there", {},
          "restore a copy, or build the graph again in a new directory"};
}

}  // namespace

AnswerBuilder::Text::Text(DocumentRecord document)
    : record(std::move(document)),
      title(record.title()),
      body(std::string_view(record.text).substr(record.body)) {}

Quote AnswerBuilder::Text::quote(Span span) const {
  Quote quote;
  quote.text = span.in(record.text);
  if (span.begin >= record.body) {
    quote.begin = body.at(span.begin - record.body);
    quote.end = body.at(span.end - record.body);
  } else {
    quote.field = Quote::Field::kTitle;
    const Span within{span.begin, std::min(span.end, record.body - 1)};  // without the line end between the two
    quote.text = within.in(record.text);
    quote.begin = title.at(within.begin);
    quote.end = title.at(within.end);
  }
  return quote;
}

Result<EntityRef> AnswerBuilder::entity(EntityId id) {
  if (const auto it = entities_.find(id); it != entities_.end()) return it->second;
  const auto record = snapshot_.entity(id);
  if (!record) return record.error();
  if (!*record) return missing("entity " + format_entity_id(id));
  return entities_.emplace(id, EntityRef{id, (*record)->type, (*record)->name}).first->second;
}

Result<DocumentHeader> AnswerBuilder::header(const std::string& document) {
  if (const auto it = headers_.find(document); it != headers_.end()) return it->second;
  auto header = snapshot_.header(document);
  if (!header) return header.error();
  if (!*header) return missing("document " + document);
  return headers_.emplace(document, **std::move(header)).first->second;
}

Result<const AnswerBuilder::Text*> AnswerBuilder::text(const std::string& document) {
  if (const auto it = texts_.find(document); it != texts_.end()) return it->second.get();
  auto record = snapshot_.document(document);
  if (!record) return record.error();
  if (!*record) return missing("document " + document);
  if (texts_.size() >= kTexts) texts_.clear();
  return texts_.emplace(document, std::make_unique<const Text>(**std::move(record))).first->second.get();
}

Result<std::vector<std::pair<DocumentHeader, const Support*>>> AnswerBuilder::newest_first(
    const StatementRecord& statement) {
  std::vector<std::pair<DocumentHeader, const Support*>> all;
  for (const Support& support : statement.supports) {
    auto caption = header(support.document);
    if (!caption) return caption.error();
    all.emplace_back(*std::move(caption), &support);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(b.first.published, a.first.id) < std::tie(a.first.published, b.first.id);
  });
  return all;
}

Status AnswerBuilder::add_evidence(const DocumentHeader& header, const Support& support, Answer& answer) {
  const auto document = text(support.document);
  if (!document) return document.error();
  const size_t size = (*document)->record.text.size();
  for (const Evidence& e : support.evidence) {
    for (Span span : {e.sentence, e.trigger, e.subject, e.object})
      if (span.end > size) return missing("a quote of document " + support.document);
    const auto quote = [&](Span span) {
      return span.empty() ? std::optional<Quote>() : std::optional((*document)->quote(span));
    };
    answer.evidence.push_back({header, support.confidence, e.sentence_index, (*document)->quote(e.sentence),
                               quote(e.trigger), quote(e.subject), quote(e.object)});
  }
  return {};
}

Result<Answer> AnswerBuilder::build(const StatementRecord& statement) {
  Answer answer;
  answer.id = statement.id;
  answer.relation = statement.relation;
  answer.modality = statement.modality;
  answer.qualifiers = statement.qualifiers;
  answer.confidence = statement.confidence;
  auto subject = entity(statement.subject);
  if (!subject) return subject.error();
  answer.subject = *std::move(subject);
  if (const Literal* literal = statement.literal()) {
    answer.object = *literal;
  } else {
    auto object = entity(statement.object_entity());
    if (!object) return object.error();
    answer.object = *std::move(object);
  }
  if (statement.speaker != 0) {
    auto speaker = entity(statement.speaker);
    if (!speaker) return speaker.error();
    answer.speaker = *std::move(speaker);
  }
  const auto supports = newest_first(statement);
  if (!supports) return supports.error();
  answer.date = supports->front().first.published;
  for (const auto& [caption, support] : *supports)
    if (const Status status = add_evidence(caption, *support, answer); !status.ok()) return status.error();
  return answer;
}

}  // namespace boba
