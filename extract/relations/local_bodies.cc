#include "extract/relations/local_bodies.h"

#include <algorithm>

#include "core/hash.h"
#include "extract/annotators/lines.h"
#include "extract/relations/frames.h"

namespace boba {

void LocalBodies::Phrases::add(std::string_view phrase) {
  uint64_t hash = 0;
  const auto keys = phrase_keys(phrase);
  for (uint64_t key : keys) hash = mix(hash, key);
  hashes_.insert(hash);
  longest_ = std::max(longest_, keys.size());
}

bool LocalBodies::Phrases::begin(std::span<const uint64_t> keys) const {
  uint64_t hash = 0;
  for (size_t i = 0; i < std::min(longest_, keys.size()); ++i) {
    hash = mix(hash, keys[i]);
    if (hashes_.contains(hash)) return true;
  }
  return false;
}

bool LocalBodies::Phrases::stand_in(std::span<const uint64_t> keys) const {
  for (size_t i = 0; i < keys.size(); ++i)
    if (begin(keys.subspan(i))) return true;
  return false;
}

LocalBodies::LocalBodies(std::string_view bodies, std::string_view provinces, std::string_view districts,
                         std::string_view countries) {
  for_each_line(bodies, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return;
    (line.substr(tab + 1) == "national" ? national_ : local_).add(line.substr(0, tab));
  });
  for (std::string_view places : {provinces, countries})
    for_each_line(places, [&](std::string_view line) { places_.add(line); });
  // Districts of one syllable are spelled like other words.
  for_each_line(districts, [&](std::string_view line) {
    if (line.find(' ') != std::string_view::npos) places_.add(line);
  });
}

bool LocalBodies::lacks_place(std::span<const uint64_t> keys) const {
  return local_.begin(keys) && !national_.stand_in(keys) && !places_.stand_in(keys.subspan(1));
}

}  // namespace boba
