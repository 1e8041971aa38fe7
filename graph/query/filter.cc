#include "graph/query/filter.h"

#include <algorithm>

#include "core/vietnamese.h"
#include "graph/store/name_tokens.h"

namespace boba {
namespace {

constexpr size_t kCandidates = 20;
constexpr size_t kObjectEntities = 1000;

template <typename T>
bool free_or_in(const std::vector<T>& allowed, const T& value) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

// The periods that a support gives: time qualifiers and a date object; without any of them, the publication.
std::vector<Period> periods_of(const StatementRecord& statement, const Support& support,
                               const std::string& published) {
  std::vector<Period> periods;
  const auto add = [&](const std::string& edtf) {
    if (const auto period = parse_period(edtf)) periods.push_back(*period);
  };
  for (const Qualifier& qualifier : support.qualifiers)
    if (qualifier.kind == QualifierKind::kTime) add(qualifier.value);
  if (const Literal* literal = statement.literal(); literal != nullptr && literal->kind == Literal::Kind::kDate)
    add(literal->value);
  if (periods.empty()) add(published);
  return periods;
}

// The candidate that is meant when types are asked for and only one of the best matches has one.
const NamedEntity* choose(const std::vector<NamedEntity>& candidates, const std::vector<EntityType>& types) {
  if (const NamedEntity* only = unambiguous(candidates)) return only;
  const NamedEntity* chosen = nullptr;
  for (const NamedEntity& candidate : candidates) {
    if (candidate.match != candidates.front().match || types.empty()) break;
    if (!free_or_in(types, candidate.entity.type)) continue;
    if (chosen != nullptr) return nullptr;
    chosen = &candidate;
  }
  return chosen;
}

Status resolve_term(const Snapshot& snapshot, const Term& term, Ambiguity::Place place, ResolvedQuery& out,
                    std::optional<EntityId>& entity) {
  if (const auto* id = std::get_if<EntityId>(&term)) entity = *id;
  const auto* text = std::get_if<std::string>(&term);
  if (text == nullptr) return {};
  auto candidates = resolve(snapshot, *text, kCandidates);
  if (!candidates) return candidates.error();
  if (const NamedEntity* chosen = choose(*candidates, out.filter.types)) {
    entity = chosen->entity.id;
  } else {
    out.ambiguities.push_back({place, *text, *std::move(candidates)});
  }
  return {};
}

// An object that names an entity is that entity. Otherwise the words are looked for wherever objects have any.
Status resolve_object(const Snapshot& snapshot, const Term& term, ResolvedQuery& out) {
  const auto* text = std::get_if<std::string>(&term);
  if (text != nullptr) {
    const auto candidates = resolve(snapshot, *text, kObjectEntities);
    if (!candidates) return candidates.error();
    if (candidates->empty() || candidates->front().match == NameMatch::kTokens) {
      out.filter.object_by_words = true;
      out.filter.words = search_form(to_nfc(*text));
      for (const NamedEntity& candidate : *candidates) out.filter.object_entities.push_back(candidate.entity.id);
      std::sort(out.filter.object_entities.begin(), out.filter.object_entities.end());
      return {};
    }
  }
  return resolve_term(snapshot, term, Ambiguity::Place::kObject, out, out.filter.object);
}

Status read_window(const Query& query, Filter& filter) {
  const auto bound = [&](const std::string& edtf, auto take) -> Status {
    if (edtf.empty()) return {};
    const auto period = parse_period(edtf);
    if (!period)
      return Error{ErrorCode::kInvalidInput, "'" + edtf + "' is no date with a year", {},
                   "2020, 2020-08, 2020-08-18 or another EDTF date"};
    if (!filter.window) filter.window.emplace();
    take(*period);
    return {};
  };
  const Status since = bound(query.since, [&](Period period) { filter.window->first = period.first; });
  return since.ok() ? bound(query.until, [&](Period period) { filter.window->last = period.last; }) : since;
}

}  // namespace

bool Filter::admits(const StatementHead& head) const {
  if (subject && head.subject != *subject) return false;
  if (object && head.object != ObjectKey{ObjectKey::Kind::kEntity, *object}) return false;
  if (neither_end && (head.subject == *neither_end ||
                      head.object == ObjectKey{ObjectKey::Kind::kEntity, *neither_end}))
    return false;
  if (speaker && head.speaker != *speaker) return false;
  if (object_by_words && head.object.kind == ObjectKey::Kind::kEntity &&
      !std::binary_search(object_entities.begin(), object_entities.end(), head.object.value))
    return false;
  return free_or_in(relations, head.relation) && free_or_in(modalities, head.modality);
}

bool Filter::admits(const StatementRecord& statement) const {
  // A literal's hash takes no part in the filter.
  const Literal* literal = statement.literal();
  const ObjectKey key = literal != nullptr ? ObjectKey{ObjectKey::Kind::kClause, 0}
                                           : ObjectKey{ObjectKey::Kind::kEntity, statement.object_entity()};
  if (!admits(StatementHead{statement.id, statement.subject, statement.relation, key, statement.modality,
                            statement.speaker}))
    return false;
  if (object_by_words && literal != nullptr && search_form(literal->text).find(words) == std::string::npos) return false;
  return statement.confidence >= min_confidence;
}

Result<bool> Filter::admits(const StatementRecord& statement, AnswerBuilder& lookups) const {
  if (!types.empty()) {
    const auto subject_ref = lookups.entity(statement.subject);
    if (!subject_ref) return subject_ref.error();
    bool fits = free_or_in(types, subject_ref->type);
    if (!fits && statement.literal() == nullptr) {
      const auto object_ref = lookups.entity(statement.object_entity());
      if (!object_ref) return object_ref.error();
      fits = free_or_in(types, object_ref->type);
    }
    if (!fits) return false;
  }
  if (!window) return true;
  for (const Support& support : statement.supports) {
    const auto header = lookups.header(support.document);
    if (!header) return header.error();
    for (Period period : periods_of(statement, support, header->published))
      if (period.overlaps(*window)) return true;
  }
  return false;
}

Result<ResolvedQuery> resolve_query(const Snapshot& snapshot, const Query& query) {
  ResolvedQuery out;
  out.filter.relations = query.relations;
  out.filter.types = query.types;
  out.filter.modalities = query.modalities;
  out.filter.min_confidence = query.min_confidence;
  if (const Status status = read_window(query, out.filter); !status.ok()) return status.error();
  Status status = resolve_term(snapshot, query.subject, Ambiguity::Place::kSubject, out, out.filter.subject);
  if (status.ok()) status = resolve_object(snapshot, query.object, out);
  if (status.ok())
    status = resolve_term(snapshot, query.speaker, Ambiguity::Place::kSpeaker, out, out.filter.speaker);
  if (!status.ok()) return status.error();
  return out;
}

}  // namespace boba
