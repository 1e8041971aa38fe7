#include "cli/answers.h"

#include "export/quotes.h"

namespace boba::cli {
namespace {

// boba::Quote of a part of `evidence`; nothing when it is not in words.
std::optional<Quote> quote_of(const EvidenceQuote& evidence, const FieldSpan& part) {
  if (part.empty()) return std::nullopt;
  return Quote{evidence.in_title ? Quote::Field::kTitle : Quote::Field::kBody, part.begin, part.end,
               std::string(part.text)};
}

EntityRef reference(const Extraction& extraction, EntityId id) {
  const Entity* entity = extraction.find(id);
  return entity == nullptr ? EntityRef{id} : EntityRef{id, entity->type, entity->name};
}

}  // namespace

std::vector<Answer> answers_of(const Document& document, const Extraction& extraction, const Ontology& ontology) {
  const Quoter quoter(document.text, document.body);
  const DocumentHeader header{document.id, std::string(document.title()), document.source, document.url,
                              document.published};
  std::vector<Answer> answers;
  answers.reserve(extraction.statements.size());
  for (const Statement& statement : extraction.statements) {
    Answer answer;
    answer.relation = ontology[statement.relation].name;
    answer.id = statement_id(statement, answer.relation);
    answer.subject = reference(extraction, statement.subject);
    if (const auto* object = std::get_if<EntityId>(&statement.object)) {
      answer.object = reference(extraction, *object);
    } else {
      answer.object = std::get<Literal>(statement.object);
    }
    answer.modality = statement.modality;
    if (statement.speaker != 0) answer.speaker = reference(extraction, statement.speaker);
    answer.qualifiers = statement.qualifiers;
    answer.confidence = statement.confidence;
    answer.date = document.published;
    for (const Evidence& evidence : statement.evidence) {
      const EvidenceQuote quote = quoter.quote(evidence);
      answer.evidence.push_back({header, statement.confidence, evidence.sentence_index,
                                 quote_of(quote, quote.sentence).value_or(Quote()), quote_of(quote, quote.trigger),
                                 quote_of(quote, quote.subject), quote_of(quote, quote.object)});
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace boba::cli
