#include "graph/query/query.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "graph/query/answers.h"
#include "graph/query/filter.h"
#include "graph/query/planner.h"

namespace boba {
namespace {

// A statement with its place in the order of answers.
struct Placed {
  std::string published;  // of its newest document
  std::string document;
  uint32_t begin = 0;
  StatementRecord statement;

  friend bool operator<(const Placed& a, const Placed& b) {
    return std::tie(b.published, a.document, a.begin, a.statement.id) <
           std::tie(a.published, b.document, b.begin, b.statement.id);
  }
};

class Run {
 public:
  Run(const Snapshot& snapshot, const Filter& filter, size_t limit)
      : snapshot_(snapshot), filter_(filter), limit_(limit), lookups_(snapshot) {}

  Status read_patterns(const std::vector<TriplePattern>& patterns) {
    for (const TriplePattern& pattern : patterns) {
      const auto cursor = snapshot_.match(pattern);
      while (true) {
        const auto head = cursor->next();
        if (!head) return head.error();
        if (!*head) break;
        ++scanned_;
        if (!filter_.admits(**head)) continue;
        if (const Status status = take((*head)->id); !status.ok()) return status;
        forget_late();
      }
    }
    std::sort(found_.begin(), found_.end());
    return {};
  }

  // Shows documents newest first. A statement is met first in its newest document, so that they come in the order
  // of answers.
  Status read_documents() {
    const auto cursor = snapshot_.newest();
    while (!enough()) {
      const auto document = cursor->next();
      if (!document) return document.error();
      if (!*document) break;
      if (const Status status = read_document((*document)->id); !status.ok()) return status;
    }
    return {};
  }

  // What an entity says stands in documents that name it.
  Status read_documents_of(EntityId entity) {
    const auto ids = snapshot_.documents_of(entity);
    if (!ids) return ids.error();
    std::vector<DocumentHeader> documents;
    for (const std::string& id : *ids) {
      auto header = lookups_.header(id);
      if (!header) return header.error();
      documents.push_back(*std::move(header));
    }
    std::stable_sort(documents.begin(), documents.end(),
                     [](const auto& a, const auto& b) { return a.published > b.published; });
    for (size_t i = 0; i < documents.size() && !enough(); ++i)
      if (const Status status = read_document(documents[i].id); !status.ok()) return status;
    return {};
  }

  Status finish(QueryResult& result) {
    if (limit_ > 0 && found_.size() > limit_) found_.erase(found_.begin() + static_cast<ptrdiff_t>(limit_), found_.end());
    for (const Placed& placed : found_) {
      auto answer = lookups_.build(placed.statement);
      if (!answer) return answer.error();
      result.answers.push_back(*std::move(answer));
    }
    result.scanned = scanned_;
    return {};
  }

 private:
  bool enough() const { return limit_ > 0 && found_.size() >= limit_; }

  Status read_document(const std::string& id) {
    const auto statements = snapshot_.statements_of(id);
    if (!statements) return statements.error();
    const auto before = static_cast<ptrdiff_t>(found_.size());
    for (StatementId statement : statements->value_or(std::vector<StatementId>())) {
      if (!met_.insert(statement).second) continue;
      ++scanned_;
      if (const Status status = take(statement); !status.ok()) return status;
    }
    std::sort(found_.begin() + before, found_.end());
    return {};
  }

  Status take(StatementId id) {
    auto statement = snapshot_.statement(id);
    if (!statement) return statement.error();
    if (!*statement || !filter_.admits(**statement)) return {};
    const auto admitted = filter_.admits(**statement, lookups_);
    if (!admitted) return admitted.error();
    if (!*admitted) return {};
    const auto supports = lookups_.newest_first(**statement);
    if (!supports) return supports.error();
    const auto& [header, support] = supports->front();
    Placed placed{header.published, header.id, support->evidence.front().sentence.begin, {}};
    placed.statement = **std::move(statement);
    found_.push_back(std::move(placed));
    return {};
  }

  // Keeps memory in the order of the limit: what comes after it is forgotten from time to time.
  void forget_late() {
    if (limit_ == 0 || found_.size() < 2 * limit_ + 1024) return;
    std::nth_element(found_.begin(), found_.begin() + static_cast<ptrdiff_t>(limit_), found_.end());
    found_.erase(found_.begin() + static_cast<ptrdiff_t>(limit_), found_.end());
  }

  const Snapshot& snapshot_;
  const Filter& filter_;
  size_t limit_;
  AnswerBuilder lookups_;
  std::vector<Placed> found_;
  std::unordered_set<StatementId> met_;  // in documents that were read
  uint64_t scanned_ = 0;
};

}  // namespace

Result<QueryResult> run_filter(const Snapshot& snapshot, const Filter& filter, size_t limit) {
  const Plan plan = make_plan(filter, limit);
  QueryResult result;
  result.plan = plan.name;
  Run run(snapshot, filter, limit);
  Status status = plan.kind == Plan::Kind::kPatterns  ? run.read_patterns(plan.patterns)
                  : plan.kind == Plan::Kind::kSpeaker ? run.read_documents_of(*filter.speaker)
                                                      : run.read_documents();
  if (status.ok()) status = run.finish(result);
  if (!status.ok()) return status.error();
  return result;
}

Result<QueryResult> run_query(const Snapshot& snapshot, const Query& query) {
  auto resolved = resolve_query(snapshot, query);
  if (!resolved) return resolved.error();
  if (resolved->ambiguities.empty()) return run_filter(snapshot, resolved->filter, query.limit);
  QueryResult result;
  result.ambiguities = std::move(resolved->ambiguities);
  return result;
}

Result<std::optional<Answer>> answer_of(const Snapshot& snapshot, StatementId id) {
  const auto statement = snapshot.statement(id);
  if (!statement) return statement.error();
  if (!*statement) return std::optional<Answer>();
  auto answer = AnswerBuilder(snapshot).build(**statement);
  if (!answer) return answer.error();
  return std::optional(*std::move(answer));
}

}  // namespace boba
