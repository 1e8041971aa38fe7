#include "extract/annotators/name_spans.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "core/hash.h"
#include "extract/annotators/name_rules.h"
#include "extract/learn/feature_table.h"

namespace boba {
namespace {

// A text this likely somewhere in the document is looked for everywhere in it.
constexpr float kSure = 0.5f;
constexpr float kFoundAgain = 0.01f;  // the chance of what only repetition proposes

uint64_t text_hash(const Document& document, uint32_t first, uint32_t last) {
  uint64_t h = document.syllables[first].is(Syllable::kCapital) ? 1 : 2;
  for (uint32_t i = first; i < last; ++i) h = mix(h, document.syllables[i].key);
  return h;
}

// Half steps of the log odds, 0..16.
uint64_t level(float chance) {
  const float p = std::clamp(chance, 0.001f, 0.999f);
  return static_cast<uint64_t>(std::lround(std::log(p / (1 - p)) * 1.5f) + 12);
}

uint64_t rival_level(float chance) { return chance < 0.01f ? 0 : 1 + static_cast<uint64_t>(chance * 4); }

}  // namespace

NameSpans::NameSpans(const Document& document, const NameCells& cells, std::vector<NameCandidate> candidates)
    : document_(document), cells_(cells), candidates_(std::move(candidates)) {
  find_again();
  std::sort(candidates_.begin(), candidates_.end(), [](const NameCandidate& a, const NameCandidate& b) {
    return std::tuple(a.first, b.last, a.type) < std::tuple(b.first, a.last, b.type);
  });
  compare();
}

// Adds the places where a text that is a sure mention somewhere stands unseen.
void NameSpans::find_again() {
  struct Sure {
    uint32_t length;
    uint64_t text;
    EntityType type;
  };
  std::unordered_multimap<uint64_t, Sure> sure;
  const auto key_of = [](uint64_t text, EntityType type) { return mix(text, static_cast<uint64_t>(type)); };
  std::unordered_map<uint64_t, bool> known;
  for (const NameCandidate& c : candidates_) {
    if (c.chance < kSure) continue;
    const uint64_t text = text_hash(document_, c.first, c.last);
    if (known.emplace(key_of(text, c.type), true).second)
      sure.emplace(document_.syllables[c.first].key, Sure{c.last - c.first, text, c.type});
  }
  const auto order = [](const NameCandidate& a, const NameCandidate& b) {
    return std::tuple(a.first, a.last, a.type) < std::tuple(b.first, b.last, b.type);
  };
  std::sort(candidates_.begin(), candidates_.end(), order);
  const size_t seen = candidates_.size();
  for (const Sentence& sentence : document_.sentences) {
    for (uint32_t at = sentence.first_syllable; at < sentence.last_syllable; ++at) {
      const auto [begin, end] = sure.equal_range(document_.syllables[at].key);
      for (auto i = begin; i != end; ++i) {
        const Sure& s = i->second;
        if (at + s.length > sentence.last_syllable || text_hash(document_, at, at + s.length) != s.text) continue;
        if (cuts_phrase(cells_, at + s.length)) continue;
        const NameCandidate found = {at, at + s.length, s.type, kFoundAgain, true};
        const auto end_seen = candidates_.begin() + static_cast<std::ptrdiff_t>(seen);
        if (!std::binary_search(candidates_.begin(), end_seen, found, order)) candidates_.push_back(found);
      }
    }
  }
}

void NameSpans::compare() {
  const size_t n = candidates_.size();
  repeats_.resize(n), rivals_.assign(n, {});
  std::vector<uint64_t> keys(n);  // of text and type
  std::unordered_map<uint64_t, Repeats> all;
  all.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    const NameCandidate& c = candidates_[i];
    keys[i] = mix(text_hash(document_, c.first, c.last), static_cast<uint64_t>(c.type));
    Repeats& repeats = all[keys[i]];
    repeats.best = std::max(repeats.best, c.chance);
    repeats.sum += c.chance;
    ++repeats.count;
  }
  for (size_t i = 0; i < n; ++i) {
    const NameCandidate& a = candidates_[i];
    repeats_[i] = all[keys[i]];
    Rivals& ra = rivals_[i];
    for (size_t j = i + 1; j < n && candidates_[j].first < a.last; ++j) {  // b begins inside a
      const NameCandidate& b = candidates_[j];
      Rivals& rb = rivals_[j];
      const bool a_holds_b = b.last <= a.last;
      const bool same = a.first == b.first && a.last == b.last;
      if (a.type == b.type) {
        if (a_holds_b) {
          ra.within = std::max(ra.within, b.chance);
          rb.around = std::max(rb.around, a.chance);
        } else {
          ra.across = std::max(ra.across, b.chance);
          rb.across = std::max(rb.across, a.chance);
        }
      } else if (same) {
        if (b.chance > ra.same) ra.same = b.chance, ra.same_type = 1 + static_cast<uint32_t>(b.type);
        if (a.chance > rb.same) rb.same = a.chance, rb.same_type = 1 + static_cast<uint32_t>(a.type);
      } else if (a_holds_b && a.chance > rb.parent) {
        rb.parent = a.chance;
        rb.parent_type = 1 + static_cast<uint32_t>(a.type);
        rb.parent_starts = a.first == b.first;
        rb.parent_ends = a.last == b.last;
      }
    }
  }
}

void NameSpans::features(size_t index, std::vector<uint64_t>& out) const {
  out.clear();
  const NameCandidate& c = candidates_[index];
  const auto type = static_cast<uint64_t>(c.type);
  const auto add = [&](uint64_t number, auto... values) { out.push_back(feature(number, type, values...)); };
  const Repeats& repeats = repeats_[index];
  const Rivals& rivals = rivals_[index];
  const uint64_t chance = level(c.chance), best = level(repeats.best);
  const uint64_t count = std::min(repeats.count, 5u);
  add(1), add(2, chance), add(3, best), add(4, count), add(5, chance, best), add(6, best, count);
  add(7, level(repeats.sum / static_cast<float>(repeats.count)), count);
  add(8, rival_level(rivals.around)), add(9, rival_level(rivals.within)), add(10, rival_level(rivals.across));
  add(11, rivals.same_type, rival_level(rivals.same));
  add(12, rivals.parent_type, rival_level(rivals.parent), rivals.parent_starts, rivals.parent_ends);
  add(13, rival_level(rivals.around), chance), add(14, rival_level(rivals.within), chance);
  const float rival = std::max({rivals.around, rivals.within, rivals.across});
  add(15, chance, rival_level(rival));
  add(16, c.chance > rivals.around, c.chance > rivals.within, c.chance > rivals.across, c.chance > rivals.same);
  add(17, c.repeated), add(18, c.repeated, best), add(19, c.repeated, rival_level(rival));
}

}  // namespace boba
