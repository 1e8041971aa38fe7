// A mention is in a text, an entity in the world; linking (extract/relations) is the only bridge.
#ifndef BOBA_CORE_MENTION_H_
#define BOBA_CORE_MENTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace boba {

enum class EntityType : uint8_t {
  kPerson, kPosition, kOrganization, kPlace, kEvent, kProgram, kDocument, kProduct, kGroup, kConcept
};
inline constexpr size_t kEntityTypes = 10;
std::string_view to_string(EntityType type);  // "Person"
std::optional<EntityType> parse_entity_type(std::string_view name);

struct Mention {
  Span span;
  EntityType type = EntityType::kConcept;
  float score = 1;                   // of the annotator, 0..1
  uint32_t first = 0, last = 0;      // syllables [first, last)
  uint32_t sentence = 0;             // index into Document::sentences
  int32_t entity = -1;               // index into Extraction::entities once linked
};

// 64-bit identity of an entity of the corpus; 0 is no entity.
using EntityId = uint64_t;

struct Entity {
  EntityId id = 0;
  EntityType type = EntityType::kConcept;
  std::string name;                  // canonical name: the fullest form in the document, NFC
  std::vector<std::string> aliases;  // other forms that name it, sorted, without `name`
};

// The key that decides identity: case-folded, tone placement unified, quotation marks dropped; for other than
// persons also i/y unified. `name` is the canonical name, without a person's title, abbreviations expanded.
std::string entity_key(EntityType type, std::string_view name);

// Whether things of the two types may be the same thing in other words: the families of entity_id().
bool same_family(EntityType a, EntityType b);

// hash of (family of `type`, entity_key). Types that name the same things in other words share a family:
// Organization and Group; Program and Document; Product and Concept. The others stand alone.
EntityId entity_id(EntityType type, std::string_view name);
// Of what a name tells in one document alone ("anh Tam", "UBND huyen"): hash of all that and the document's id, so that
// it is never taken for what another document calls the same.
EntityId entity_id(EntityType type, std::string_view name, std::string_view document);

}  // namespace boba

#endif  // BOBA_CORE_MENTION_H_
