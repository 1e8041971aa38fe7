// From statement records to answers: names, captions and quotes looked up, and remembered for the next answer.
#ifndef BOBA_GRAPH_QUERY_ANSWERS_H_
#define BOBA_GRAPH_QUERY_ANSWERS_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/document.h"
#include "core/utf8.h"
#include "graph/query/query.h"

namespace boba {

class AnswerBuilder {
 public:
  explicit AnswerBuilder(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // An entity that the store does not know (a damaged graph) is an error.
  Result<EntityRef> entity(EntityId id);
  Result<DocumentHeader> header(const std::string& document);
  // Supports as evidence is shown: newest document first, then id.
  Result<std::vector<std::pair<DocumentHeader, const Support*>>> newest_first(const StatementRecord& statement);
  Result<Answer> build(const StatementRecord& statement);

 private:
  struct Text {
    explicit Text(DocumentRecord document);
    Quote quote(Span span) const;
    DocumentRecord record;
    CodePointIndex title, body;
  };
  Result<const Text*> text(const std::string& document);
  Status add_evidence(const DocumentHeader& header, const Support& support, Answer& answer);

  const Snapshot& snapshot_;
  std::unordered_map<EntityId, EntityRef> entities_;
  std::unordered_map<std::string, DocumentHeader> headers_;
  std::map<std::string, std::unique_ptr<const Text>> texts_;  // a few: texts are large
};

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_ANSWERS_H_
