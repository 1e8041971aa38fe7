#include "core/mention.h"

#include <algorithm>
#include <array>

#include "core/hash.h"
#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

constexpr std::array<std::string_view, kEntityTypes> kNames = {
    "Person", "Position", "Organization", "Place", "Event", "Program", "Document", "Product", "Group", "Concept"};

// One letter a family; part of every id, so it never changes.
constexpr std::array<char, kEntityTypes> kFamily = {'p', 't', 'o', 'l', 'e', 'w', 'w', 'c', 'o', 'c'};

bool is_quote(char32_t c) {
  return c == U'"' || c == U'\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

}  // namespace

std::string_view to_string(EntityType type) { return kNames[static_cast<size_t>(type)]; }

std::optional<EntityType> parse_entity_type(std::string_view name) {
  const auto it = std::find(kNames.begin(), kNames.end(), name);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<EntityType>(it - kNames.begin());
}

std::string entity_key(EntityType type, std::string_view name) {
  std::string unquoted;
  unquoted.reserve(name.size());
  for (size_t at = 0; at < name.size();) {
    const CodePoint c = decode(name, at);
    at += c.length;
    if (!is_quote(c.value)) append(unquoted, c.value);
  }
  return type == EntityType::kPerson ? fold(unquoted) : fold_i_y(unquoted);
}

bool same_family(EntityType a, EntityType b) {
  return kFamily[static_cast<size_t>(a)] == kFamily[static_cast<size_t>(b)];
}

EntityId entity_id(EntityType type, std::string_view name) {
  std::string bytes(1, kFamily[static_cast<size_t>(type)]);
  bytes += entity_key(type, name);
  const EntityId id = hash_bytes(bytes);
  return id == 0 ? 1 : id;
}

EntityId entity_id(EntityType type, std::string_view name, std::string_view document) {
  const EntityId id = mix(entity_id(type, name), hash_bytes(document));
  return id == 0 ? 1 : id;
}

}  // namespace boba
