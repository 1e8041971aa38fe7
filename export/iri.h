// Names on the web for what the graph holds: stable, ASCII, readable.
#ifndef BOBA_EXPORT_IRI_H_
#define BOBA_EXPORT_IRI_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/mention.h"
#include "core/statement.h"

namespace boba {

// 13 characters of Crockford's base 32 (crockford.com/base32.html), lower case, most significant first.
std::string base32(uint64_t value);

// Lower-case ASCII letters, digits and single '-', at most 48 of them, cut at a '-' where there is one.
std::string slug(std::string_view text);

// The part of an IRI after <base>id/. They are functions of identity alone: an entity keeps its IRI when its
// display name or its type within the family changes.
std::string entity_path(EntityId id, EntityType type, std::string_view name);  // "person/nguyen-van-an-<base32 of id>"
std::string article_path(std::string_view document);    // "article/<slug of the id>-<base32 of its hash>"
std::string statement_path(StatementId id);             // "stmt/<base32>"
std::string evidence_path(StatementId id, std::string_view document, bool in_title, uint32_t begin);
std::string run_path(std::string_view version);         // of the extractor: "run/<slug>-<base32>"

}  // namespace boba

#endif  // BOBA_EXPORT_IRI_H_
