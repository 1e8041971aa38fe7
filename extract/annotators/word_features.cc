#include "extract/annotators/word_features.h"

#include <string_view>

#include "core/hash.h"
#include "extract/learn/feature_table.h"

namespace boba {
namespace {

// Marks that newsrooms glue to words and treebanks do not.
bool sets_off(std::string_view mark) {
  return mark.size() > 1 || std::string_view(".,;:!?\"'()[]").find(mark[0]) != std::string_view::npos;
}

}  // namespace

uint8_t shape_class(const Syllable& syllable) {
  if (syllable.is(Syllable::kPunctuation)) return 6;
  if (syllable.is(Syllable::kDigits)) return syllable.is(Syllable::kLetters) ? 5 : 4;
  if (syllable.is(Syllable::kAllCapitals)) return 3;
  return syllable.is(Syllable::kCapital) ? 2 : 1;
}

uint64_t syllable_key(const Document& document, const Syllable& syllable) {
  if (!syllable.is(Syllable::kDigits) || syllable.is(Syllable::kLetters)) return syllable.key;
  const std::string_view text = document.in(syllable.span);
  const bool marks = text.find_first_of(".,") != text.npos;
  return feature(900, marks ? 9 : std::min<size_t>(text.size(), 5));
}

uint8_t unit_code(double share_of_word, size_t tag, double share_of_tag) {
  size_t bucket = 0;
  for (double least : {0.05, 0.2, 0.4, 0.6, 0.8, 0.95}) bucket += share_of_word >= least;
  return static_cast<uint8_t>(1 + (bucket * kUposCount + tag) * 2 + (share_of_tag >= 0.8 ? 1 : 0));
}

uint64_t unit_key(const Document& document, uint32_t first, uint32_t last) {
  uint64_t h = 901;
  for (uint32_t i = first; i < last; ++i) h = mix(h, syllable_key(document, document.syllables[i]));
  return h;
}

void WordFeatures::begin(uint32_t first, uint32_t last) {
  const uint32_t count = last - first;
  places_.assign(count + 2 * kMargin, Place());
  for (uint32_t i = 0; i < count; ++i) {
    const Syllable& syllable = document_.syllables[first + i];
    Place& place = places_[i + kMargin];
    place.key = syllable_key(document_, syllable);
    place.shape = shape_class(syllable);
    if (i > 0 && syllable.is(Syllable::kGluedLeft)) {
      const Syllable& before = document_.syllables[first + i - 1];
      const bool clause =
          (place.shape == 6 && sets_off(document_.in(syllable.span))) ||
          (before.is(Syllable::kPunctuation) && sets_off(document_.in(before.span)));
      place.glued = clause ? 0 : 1;
    }
  }
  // Statistics are asked for two syllables ahead.
  std::array<Units, 4> units;
  for (uint32_t i = 0; i < count + 2; ++i) {
    if (i < count) units[i & 3] = units_at(i, count);
    if (i >= 2) read_statistics(units[(i - 2) & 3], places_[i - 2 + kMargin]);
  }
}

// Units do not go over punctuation.
WordFeatures::Units WordFeatures::units_at(uint32_t at, uint32_t count) const {
  Units units;
  uint64_t h = 901;
  for (uint32_t size = 1; size <= 4 && at + size <= count; ++size) {
    const Place& end = places_[at + kMargin + size - 1];
    if (end.shape == 6) break;
    h = mix(h, end.key);
    units.keys[units.count++] = h;
    statistics_.units.prefetch(h);
    if (size <= 2) statistics_.clusters.prefetch(h);
    if (size == 2) statistics_.pairs.prefetch(h);
  }
  return units;
}

void WordFeatures::read_statistics(const Units& units, Place& place) const {
  for (size_t i = 0; i < units.count; ++i) place.unit[i] = statistics_.units.get(units.keys[i]);
  if (units.count >= 1) place.cluster = statistics_.clusters.get(units.keys[0]);
  if (units.count < 2) return;
  place.pair = statistics_.pairs.get(units.keys[1]);
  place.cluster2 = statistics_.clusters.get(units.keys[1]);
}

void WordFeatures::at(uint32_t at, Row& row) const {
  const Place& p3 = places_[at + kMargin - 3];
  const Place& p2 = places_[at + kMargin - 2];
  const Place& p1 = places_[at + kMargin - 1];
  const Place& o = places_[at + kMargin];
  const Place& n1 = places_[at + kMargin + 1];
  const Place& n2 = places_[at + kMargin + 2];
  size_t n = 0;
  const auto add = [&](auto... values) {
    row[n] = feature(n + 1, values...);
    ++n;
  };
  const auto packed = [](auto... values) {
    uint64_t h = 0;
    ((h = h << 8 | values), ...);
    return h;
  };
  // Syllables.
  add(o.key);
  add(p1.key);
  add(n1.key);
  add(p2.key);
  add(n2.key);
  add(p1.key, o.key);
  add(o.key, n1.key);
  add(p2.key, p1.key);
  add(n1.key, n2.key);
  add(p1.key, n1.key);
  add(p1.key, o.key, n1.key);
  add(p2.key, p1.key, o.key);
  add(o.key, n1.key, n2.key);
  // Capitals, numbers, marks.
  add(packed(p1.shape, o.shape, n1.shape));
  add(packed(p2.shape, p1.shape, o.shape, n1.shape, n2.shape));
  add(o.key, o.shape);
  add(p1.key, o.shape);
  add(n1.key, o.shape, n1.shape);
  add(packed(o.glued, n1.glued, p1.shape, o.shape, n1.shape));
  add(packed(o.glued, p1.glued, p2.shape, p1.shape, o.shape));
  // How strongly neighbours belong together in raw text.
  add(packed(p1.pair, o.pair));
  add(packed(p1.pair >> 4, o.pair >> 4, n1.pair >> 4, p2.pair >> 4));
  add(p1.key, p1.pair >> 4);
  add(o.key, packed(p1.pair >> 4, o.pair >> 4));
  add(packed(p1.pair, o.shape, p1.shape));
  add(packed(o.pair, o.shape, n1.shape));
  // Units of raw text that hold this syllable.
  add(packed(o.unit[0]));
  add(packed(o.unit[0], p1.unit[0], n1.unit[0]));
  add(packed(o.unit[1], p1.unit[1]));
  add(packed(o.unit[1], p1.unit[1], p2.unit[1], n1.unit[1]));
  add(packed(o.unit[2], p1.unit[2], p2.unit[2]));
  add(packed(o.unit[3], p1.unit[3], p2.unit[3], p3.unit[3]));
  add(packed(o.unit[1], o.unit[2], o.unit[3]));
  add(packed(p1.unit[1], p2.unit[2], p3.unit[3]));
  add(packed(o.unit[1], o.unit[2], o.unit[3], p1.unit[1], p1.unit[2], p2.unit[2]));
  add(packed(o.unit[0], o.unit[1], p2.unit[1], p1.unit[0]));
  add(packed(n1.unit[0], n1.unit[1], o.unit[0], o.unit[1]));
  add(p1.key, packed(o.unit[0], o.unit[1]));
  add(n1.key, packed(o.unit[0], p1.unit[1]));
  // Clusters.
  add(o.cluster, p1.cluster);
  add(o.cluster, n1.cluster);
  add(o.cluster, packed(p1.cluster, n1.cluster));
  add(p1.cluster, p2.cluster);
  add(n1.cluster, n2.cluster);
  add(o.key, n1.cluster);
  add(p1.cluster, o.key);
  add(o.cluster2, p1.cluster2);
  add(packed(p2.cluster2, p1.cluster, o.cluster));
  add(packed(o.cluster2, p1.cluster, p2.cluster2));
  add(packed(n1.cluster2, o.cluster, n1.cluster));
}

}  // namespace boba
