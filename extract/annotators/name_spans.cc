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

uint64_t length_class(uint32_t length) { return length <= 6 ? length : length <= 8 ? 7 : length <= 12 ? 8 : 9; }

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
        const NameCandidate found = {at, at + s.length, s.type, kFoundAgain, NameOrigin::kRepeat};
        const auto end_seen = candidates_.begin() + static_cast<std::ptrdiff_t>(seen);
        if (!std::binary_search(candidates_.begin(), end_seen, found, order)) candidates_.push_back(found);
      }
    }
  }
}

void NameSpans::compare() {
  const size_t n = candidates_.size();
  sentences_.resize(n), texts_.resize(n), repeats_.resize(n), rivals_.assign(n, {});
  std::unordered_map<uint64_t, Repeats> all;
  all.reserve(n);
  uint32_t sentence = 0;
  for (size_t i = 0; i < n; ++i) {
    const NameCandidate& c = candidates_[i];
    while (document_.sentences[sentence].last_syllable <= c.first) ++sentence;
    sentences_[i] = sentence;
    texts_[i] = text_hash(document_, c.first, c.last);
    Repeats& repeats = all[mix(texts_[i], static_cast<uint64_t>(c.type))];
    repeats.best = std::max(repeats.best, c.chance);
    repeats.sum += c.chance;
    ++repeats.count;
  }
  for (size_t i = 0; i < n; ++i) {
    const NameCandidate& a = candidates_[i];
    repeats_[i] = all[mix(texts_[i], static_cast<uint64_t>(a.type))];
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

void NameSpans::content_features(size_t index, std::vector<uint64_t>& out) const {
  const NameCandidate& c = candidates_[index];
  const auto type = static_cast<uint64_t>(c.type);
  const auto add = [&](uint64_t number, auto... values) { out.push_back(feature(number, type, values...)); };
  const NameCell &head = cells_[c.first], &tail = cells_[c.last - 1];
  const uint32_t length = c.last - c.first;
  uint64_t classes = 0, shapes = 0, last_shape = 0, capitals = 0, marks = 0;
  int quotes = 0, brackets = 0;
  for (uint32_t i = c.first; i < c.last; ++i) {
    const NameCell& cell = cells_[i];
    const Syllable& syllable = document_.syllables[i];
    if (cell.length > 0 && (cell.inside == 0 || i == c.first)) classes = mix(classes, cell.classes);
    const uint64_t shape = cell.shape & 15;
    if (shape != last_shape) shapes = mix(shapes, shape);
    last_shape = shape;
    if (syllable.is(Syllable::kCapital)) ++capitals;
    if (!syllable.is(Syllable::kPunctuation)) continue;
    const std::string_view text = document_.in(syllable.span);
    if (text == "(") ++brackets;
    if (text == ")") --brackets;
    if (text == "\"" || text == "\xE2\x80\x9C") ++quotes;
    if (text == "\xE2\x80\x9D") --quotes;
    marks = mix(marks, syllable.key);
  }
  const uint64_t balance = (quotes & 1 ? 1 : 0) + (brackets != 0 ? 2 : 0);
  const uint64_t capital_class = capitals == 0 ? 0 : capitals == length ? 1 : 2;
  add(40, length_class(length), capital_class), add(41, classes), add(42, shapes), add(43, marks, balance);
  add(44, head.key), add(45, tail.key), add(46, texts_[index]), add(47, head.tag, head.shape), add(48, tail.tag);
  if (length > 1) {
    add(49, head.key, cells_[c.first + 1].key);
    add(50, cells_[c.last - 2].key, tail.key);
    add(51, head.classes, cells_[c.first + 1].shape);
  }
  add(52, classes, length_class(length)), add(53, tail.inside + 1 == tail.length, tail.classes);
  add(54, head.inside == 0, head.classes), add(55, balance), add(56, head.key, head.shape, length_class(length));
}

// Whether the range is one phrase of the tree, and what governs it.
void NameSpans::tree_features(size_t index, std::vector<uint64_t>& out) const {
  const NameCandidate& c = candidates_[index];
  const auto type = static_cast<uint64_t>(c.type);
  const auto add = [&](uint64_t number, auto... values) { out.push_back(feature(number, type, values...)); };
  const NameTree& tree = cells_.tree();
  const NameTree::Place place = tree.place(c.first, c.last);
  const uint64_t whole = place.aligned + 2 * std::min(place.roots, 3u) + 8 * place.left + 16 * place.right;
  const NameWord &first = cells_[c.first].word, &last = cells_[c.last - 1].word;
  add(60, whole), add(61, first.tag, last.tag), add(62, first.edge, last.edge);
  add(63, place.aligned, std::min(place.words, 9u));
  if (place.head < 0) return;
  const auto token = [&](int32_t at) { return document_.tokens[static_cast<size_t>(at)]; };
  const Token head = token(place.head);
  const NameWord& word = cells_[head.first].word;
  const uint64_t text = tree.text(place.head);
  const bool leads = head.first == c.first;
  add(64, word.link, leads), add(65, word.governor), add(66, head.upos, whole), add(67, text, leads);
  add(68, word.governor, head.deprel), add(69, text, whole), add(70, text, word.link), add(71, word.link, whole);
  if (place.next >= 0) {
    const Token next = token(place.next);
    add(72, next.upos, next.deprel, next.head == place.head), add(73, tree.text(place.next), next.deprel);
    add(74, text, next.deprel);
  } else {
    add(75, place.roots > 1, head.upos);
  }
}

void NameSpans::chance_features(size_t index, std::vector<uint64_t>& out) const {
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
  const auto origin = static_cast<uint64_t>(c.origin);
  add(17, origin), add(18, origin, best), add(19, origin, rival_level(rival));
}

void NameSpans::context_features(size_t index, std::vector<uint64_t>& out) const {
  const NameCandidate& c = candidates_[index];
  const auto type = static_cast<uint64_t>(c.type);
  const auto add = [&](uint64_t number, auto... values) { out.push_back(feature(number, type, values...)); };
  const Sentence& sentence = document_.sentences[sentences_[index]];
  const NameCell none = {};
  const NameCell& before = c.first > sentence.first_syllable ? cells_[c.first - 1] : none;
  const NameCell& after = c.last < sentence.last_syllable ? cells_[c.last] : none;
  add(20, before.key), add(21, after.key), add(22, before.tag), add(23, after.tag), add(24, before.shape);
  add(25, after.shape), add(26, before.key, cells_[c.first].key), add(27, cells_[c.last - 1].key, after.key);
  add(28, before.key, after.key), add(29, after.classes, after.shape), add(30, before.classes, before.shape);
  add(31, std::min(sentences_[index], 4u)), add(32, cells_[c.first].bracketed, cells_[c.first].quoted);
  add(33, sentence.block), add(34, before.tag, after.tag);
  add(35, before.fine), add(36, after.fine), add(37, before.coarse, after.coarse);
  add(38, cells_[c.first].fine, length_class(c.last - c.first)), add(39, cells_[c.last - 1].coarse, after.coarse);
}

void NameSpans::word_features(size_t index, std::vector<uint64_t>& out) const {
  out.clear();
  context_features(index, out);
  tree_features(index, out);
  content_features(index, out);
}

void NameSpans::features(size_t index, std::vector<uint64_t>& out) const {
  std::vector<uint64_t> words;
  word_features(index, words);
  chance_features(index, out);
  out.insert(out.end(), words.begin(), words.end());
}

}  // namespace boba
