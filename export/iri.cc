#include "export/iri.h"

#include <array>

#include "core/hash.h"
#include "core/vietnamese.h"
#include "export/escape.h"

namespace boba {
namespace {

constexpr size_t kLongestSlug = 48;

// One word for all types that core/mention.h puts in one family.
constexpr std::array<std::string_view, kEntityTypes> kFamily = {"person", "position", "org",     "place", "event",
                                                                "work",   "work",     "concept", "org",   "concept"};

std::string with_hash(std::string path, std::string_view name, uint64_t hash) {
  const std::string readable = slug(name);
  path += readable;
  if (!readable.empty()) path += '-';
  return path + base32(hash);
}

}  // namespace

std::string base32(uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string out(13, '0');
  for (size_t i = out.size(); i-- > 0; value >>= 5) out[i] = kDigits[value & 31];
  return out;
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : fold_diacritics(to_nfc(clean_text(text)))) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep) out += c;
    if (!keep && !out.empty() && out.back() != '-') out += '-';
  }
  if (out.size() > kLongestSlug) {
    const size_t cut = out.rfind('-', kLongestSlug);
    out.resize(cut == std::string::npos ? kLongestSlug : cut);
  }
  if (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string entity_path(EntityId id, EntityType type, std::string_view name) {
  const std::string folder = std::string(kFamily[static_cast<size_t>(type)]) + "/";
  return with_hash(folder, entity_key(type, clean_label(name)), id);
}

std::string article_path(std::string_view document) { return with_hash("article/", document, hash_bytes(document)); }

std::string statement_path(StatementId id) { return "stmt/" + base32(id); }

std::string evidence_path(StatementId id, std::string_view document, bool in_title, uint32_t begin) {
  return "ev/" + base32(mix(mix(id, hash_bytes(document)), mix(in_title, begin)));
}

std::string run_path(std::string_view version) { return with_hash("run/", version, hash_bytes(version)); }

}  // namespace boba
