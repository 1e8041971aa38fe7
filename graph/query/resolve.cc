#include "graph/query/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/vietnamese.h"
#include "graph/store/name_tokens.h"

namespace boba {
namespace {

// The words of a search form, in their order.
std::vector<std::string> words_of(const std::string& form) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < form.size();) {
    const size_t end = std::min(form.find(' ', begin), form.size());
    words.push_back(form.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool has_all(const std::vector<std::string>& wanted, std::string_view name) {
  const std::vector<std::string> words = name_tokens(name);
  for (size_t i = 0; i < wanted.size(); ++i) {
    const bool last = i + 1 == wanted.size();
    const auto fits = [&](const std::string& word) { return last ? word.starts_with(wanted[i]) : word == wanted[i]; };
    if (std::none_of(words.begin(), words.end(), fits)) return false;
  }
  return true;
}

std::optional<NameMatch> match_of(const EntityRecord& entity, std::string_view text,
                                  const std::vector<std::string>& words) {
  const std::string key = entity_key(entity.type, text), form = search_form(text);
  const auto any = [](const std::vector<NameForm>& forms, auto fits) {
    return std::any_of(forms.begin(), forms.end(), [&](const NameForm& f) { return fits(f.text); });
  };
  const auto exact = [&](const std::string& name) { return entity_key(entity.type, name) == key; };
  const auto folded = [&](const std::string& name) { return search_form(name) == form; };
  const auto partly = [&](const std::string& name) { return has_all(words, name); };
  if (any(entity.names, exact)) return NameMatch::kExactName;
  if (any(entity.names, folded)) return NameMatch::kFoldedName;
  if (any(entity.aliases, exact)) return NameMatch::kExactAlias;
  if (any(entity.aliases, folded)) return NameMatch::kFoldedAlias;
  if (any(entity.names, partly) || any(entity.aliases, partly)) return NameMatch::kTokens;
  return std::nullopt;
}

// Entities that have all words, the last as a beginning, in some of their names.
Result<std::vector<EntityId>> entities_with_all(const Snapshot& snapshot, const std::vector<std::string>& words) {
  std::vector<EntityId> common;
  for (size_t i = 0; i < words.size(); ++i) {
    Result<std::vector<EntityId>> found = snapshot.entities_with(words[i], i + 1 == words.size());
    if (!found) return found;
    if (i == 0) {
      common = *std::move(found);
    } else {
      std::vector<EntityId> both;
      std::set_intersection(common.begin(), common.end(), found->begin(), found->end(), std::back_inserter(both));
      common = std::move(both);
    }
    if (common.empty()) break;
  }
  return common;
}

}  // namespace

Result<std::vector<NamedEntity>> resolve(const Snapshot& snapshot, std::string_view text, size_t limit) {
  std::vector<NamedEntity> candidates;
  if (const auto id = parse_entity_id(text)) {
    auto entity = snapshot.entity(*id);
    if (!entity) return entity.error();
    if (*entity) candidates.push_back({**std::move(entity), NameMatch::kId});
    return candidates;
  }
  const std::string nfc = to_nfc(text);
  const std::vector<std::string> words = words_of(search_form(nfc));
  if (words.empty()) return candidates;
  const auto ids = entities_with_all(snapshot, words);
  if (!ids) return ids.error();
  for (EntityId id : *ids) {
    auto entity = snapshot.entity(id);
    if (!entity) return entity.error();
    if (!*entity) continue;
    if (const auto match = match_of(**entity, nfc, words)) candidates.push_back({**std::move(entity), *match});
  }
  const auto order = [](const NamedEntity& a, const NamedEntity& b) {
    return std::tuple(a.match, b.entity.documents, a.entity.name.size(), a.entity.id) <
           std::tuple(b.match, a.entity.documents, b.entity.name.size(), b.entity.id);
  };
  std::sort(candidates.begin(), candidates.end(), order);
  if (candidates.size() > limit) candidates.erase(candidates.begin() + static_cast<ptrdiff_t>(limit), candidates.end());
  return candidates;
}

const NamedEntity* unambiguous(const std::vector<NamedEntity>& candidates) {
  if (candidates.empty()) return nullptr;
  const bool alone = candidates.size() == 1 || (candidates[0].match != NameMatch::kTokens &&
                                                candidates[1].match != candidates[0].match);
  return alone ? &candidates[0] : nullptr;
}

std::string format_entity_id(EntityId id) { return fmt::format("e:{:016x}", id); }

std::optional<EntityId> parse_entity_id(std::string_view text) {
  if (text.size() != 18 || !text.starts_with("e:")) return std::nullopt;
  EntityId id = 0;
  for (char c : text.substr(2)) {
    const bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'f';
    if (!digit && !letter) return std::nullopt;
    id = id << 4 | static_cast<EntityId>(digit ? c - '0' : c - 'a' + 10);
  }
  return id;
}

}  // namespace boba
