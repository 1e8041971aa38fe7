#include "graph/store/prepare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/sort_unique.h"
#include "graph/store/name_tokens.h"

namespace boba {
namespace {

Error invalid(const DocumentRecord& document, std::string message) {
  return {ErrorCode::kInvalidInput, std::move(message), "document " + document.id};
}

auto order_of(const Qualifier& q) { return std::tie(q.kind, q.text, q.value, q.entity); }
auto order_of(const Literal& l) { return std::tie(l.text, l.value, l.unit); }
auto order_of(const Evidence& e) { return std::tie(e.sentence, e.trigger, e.subject, e.object, e.sentence_index); }

template <typename T>
void sort_unique_by_order(std::vector<T>& items) {
  std::sort(items.begin(), items.end(), [](const T& a, const T& b) { return order_of(a) < order_of(b); });
  const auto same = [](const T& a, const T& b) { return order_of(a) == order_of(b); };
  items.erase(std::unique(items.begin(), items.end(), same), items.end());
}

bool on_boundary(std::string_view text, uint32_t at) {
  return at == text.size() || (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80;
}

bool fits(std::string_view text, Span span) {
  return span.begin <= span.end && span.end <= text.size() && on_boundary(text, span.begin) &&
         on_boundary(text, span.end);
}

// What is wrong with a statement, or nothing.
std::string find_fault(const Statement& statement, const DocumentFacts& facts, size_t relation_count) {
  const auto known = [&](EntityId id) { return facts.extraction.find(id) != nullptr; };
  if (!known(statement.subject)) return "its subject is not among the entities";
  const auto* object = std::get_if<EntityId>(&statement.object);
  if (object != nullptr && !known(*object)) return "its object is not among the entities";
  if (statement.speaker != 0 && !known(statement.speaker)) return "its speaker is not among the entities";
  for (const Qualifier& qualifier : statement.qualifiers)
    if (qualifier.entity != 0 && !known(qualifier.entity)) return "a qualifier is not among the entities";
  if (statement.relation >= relation_count) return "its relation has no name";
  if (!(statement.confidence >= 0 && statement.confidence <= 1)) return "its confidence is not within 0..1";
  if (statement.evidence.empty()) return "it has no evidence";
  for (const Evidence& e : statement.evidence)
    for (Span span : {e.sentence, e.trigger, e.subject, e.object})
      if (!fits(facts.document.text, span))
        return fmt::format("its evidence [{}, {}) is not a piece of the text", span.begin, span.end);
  return {};
}

StatementValue to_value(const Statement& statement, RelationKey relation) {
  StatementValue value;
  value.subject = statement.subject;
  value.relation = relation;
  value.object = object_key(statement.object);
  value.claim = {statement.modality, statement.speaker};
  if (const auto* literal = std::get_if<Literal>(&statement.object)) value.literal = *literal;
  value.confidence = statement.confidence + 0.0f;  // -0 becomes 0: one value, one encoding
  value.qualifiers = statement.qualifiers;
  value.evidence = statement.evidence;
  return value;
}

template <typename Value>
void merge_by_id(std::vector<std::pair<uint64_t, Value>>& items) {
  std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t kept = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (kept > 0 && items[kept - 1].first == items[i].first) {
      merge_into(items[kept - 1].second, std::move(items[i].second));
    } else {
      if (kept != i) items[kept] = std::move(items[i]);
      ++kept;
    }
  }
  items.resize(kept);
}

template <typename Value>
std::vector<uint64_t> ids_of(const std::vector<std::pair<uint64_t, Value>>& items) {
  std::vector<uint64_t> ids;
  ids.reserve(items.size());
  for (const auto& item : items) ids.push_back(item.first);
  return ids;
}

}  // namespace

void merge_into(StatementValue& into, StatementValue&& other) {
  if (order_of(other.literal) < order_of(into.literal)) into.literal = std::move(other.literal);
  into.confidence = std::max(into.confidence, other.confidence);
  std::move(other.qualifiers.begin(), other.qualifiers.end(), std::back_inserter(into.qualifiers));
  std::move(other.evidence.begin(), other.evidence.end(), std::back_inserter(into.evidence));
}

void merge_into(EntityValue& into, EntityValue&& other) {
  if (std::tie(other.type, other.name) < std::tie(into.type, into.name)) std::swap(into, other);
  into.aliases.push_back(std::move(other.name));
  std::move(other.aliases.begin(), other.aliases.end(), std::back_inserter(into.aliases));
}

void tidy(StatementValue& value) {
  sort_unique_by_order(value.qualifiers);
  sort_unique_by_order(value.evidence);
}

void tidy(EntityValue& value) {
  sort_unique(value.aliases);
  std::erase(value.aliases, value.name);
}

Result<DocumentValue> prepare_header(const DocumentRecord& document) {
  if (document.id.empty() || document.id.size() > kMaxDocumentIdBytes)
    return invalid(document, fmt::format("its id has {} bytes, not 1 to {}", document.id.size(), kMaxDocumentIdBytes));
  if (document.body > document.text.size() || (document.body > 0 && document.text[document.body - 1] != '\n'))
    return invalid(document, "its body does not begin after a line end");
  if (document.published.find('\0') != std::string::npos) return invalid(document, "its date holds a zero byte");
  DocumentValue value;
  value.has_title = document.body > 0;
  value.title = document.title();
  value.source = document.source;
  value.url = document.url;
  value.published = document.published;
  value.extractor_version = document.extractor_version;
  value.content_hash = content_hash(value, std::string_view(document.text).substr(document.body));
  return value;
}

Result<PreparedDocument> prepare(const DocumentFacts& facts, std::span<const std::string> relations) {
  Result<DocumentValue> header = prepare_header(facts.document);
  if (!header) return header.error();
  PreparedDocument out;
  out.id = facts.document.id;
  out.value = *std::move(header);
  out.body = facts.document.text.substr(facts.document.body);

  std::vector<bool> used(relations.size());
  for (const Statement& statement : facts.extraction.statements) {
    if (std::string fault = find_fault(statement, facts, relations.size()); !fault.empty())
      return invalid(facts.document, "a statement cannot be stored: " + fault);
    const std::string& relation = relations[statement.relation];
    used[statement.relation] = true;
    out.statements.emplace_back(statement_id(statement, relation), to_value(statement, relation_key(relation)));
  }
  merge_by_id(out.statements);
  for (auto& [id, value] : out.statements) tidy(value);
  for (const Entity& entity : facts.extraction.entities) {
    if (entity.id == 0) return invalid(facts.document, "an entity has no id");
    out.entities.emplace_back(entity.id, EntityValue{entity.type, entity.name, entity.aliases});
  }
  merge_by_id(out.entities);
  for (auto& [id, value] : out.entities) tidy(value);
  for (size_t i = 0; i < relations.size(); ++i)
    if (used[i]) out.relations.push_back(relations[i]);
  sort_unique(out.relations);
  out.value.statements = ids_of(out.statements);
  out.value.entities = ids_of(out.entities);
  return out;
}

PreparedDocument apply(const Identities& identities, PreparedDocument document) {
  std::map<RelationKey, std::string> names;
  for (const std::string& relation : document.relations) names[relation_key(relation)] = relation;
  for (auto& [id, value] : document.statements) {
    id = identities.statement_id_of(value.subject, names[value.relation], value.object, value.claim, document.id);
    identities.apply(value, document.id);
  }
  merge_by_id(document.statements);
  for (auto& [id, value] : document.statements) tidy(value);
  for (auto& [id, value] : document.entities) id = identities.of(id, document.id);
  merge_by_id(document.entities);
  for (auto& [id, value] : document.entities) tidy(value);
  document.value.statements = ids_of(document.statements);
  document.value.entities = ids_of(document.entities);
  return document;
}

std::string join_text(const DocumentValue& value, std::string_view body) {
  std::string text;
  text.reserve(value.title.size() + 1 + body.size());
  if (value.has_title) {
    text += value.title;
    text += '\n';
  }
  text += body;
  return text;
}

DocumentRecord to_record(std::string_view id, const DocumentValue& value, std::string_view body) {
  DocumentRecord record;
  record.id = id;
  record.text = join_text(value, body);
  record.body = value.has_title ? static_cast<uint32_t>(value.title.size() + 1) : 0;
  record.source = value.source;
  record.url = value.url;
  record.published = value.published;
  record.extractor_version = value.extractor_version;
  return record;
}

DocumentHeader to_header(std::string_view id, const DocumentValue& value) {
  return {std::string(id), value.title, value.source, value.url, value.published};
}

std::vector<std::string> name_tokens_of(const EntityValue& value) {
  std::vector<std::string> tokens = name_tokens(value.name);
  for (const std::string& alias : value.aliases)
    for (std::string& token : name_tokens(alias)) tokens.push_back(std::move(token));
  sort_unique(tokens);
  return tokens;
}

}  // namespace boba
