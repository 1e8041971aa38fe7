#include "extract/relations/frame_features.h"

#include <algorithm>
#include <iterator>

#include "core/hash.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/feature_table.h"

namespace boba {
namespace {

enum Template : uint64_t {
  kLexicalFeature = 3000,  // and the two that follow
  kTagFeature = 3010,
  kShapeFeature,
  kRelationFeature,
  kHeadFeature,
  kPlaceFeature,
  kQuotedFeature,
  kMentionMark = 3020,
  kTimeMark,
  kQuantityMark,
  kTriggerMark,
  kNamedMark,
};

constexpr uint64_t kNoHead = 17;

// A small number for how likely a name is.
uint64_t sureness(float score) { return score < 0.45f ? 0 : score < 0.65f ? 1 : score < 0.85f ? 2 : 3; }

bool opens_or_closes_quote(std::string_view text) {
  return text == "\"" || text == "\xE2\x80\x9C" || text == "\xE2\x80\x9D";
}

// First syllable at or after the byte `at`.
uint32_t syllable_at(const Document& document, uint32_t at) {
  const auto it = std::lower_bound(document.syllables.begin(), document.syllables.end(), at,
                                   [](const Syllable& s, uint32_t x) { return s.span.begin < x; });
  return static_cast<uint32_t>(it - document.syllables.begin());
}

}  // namespace

uint64_t frame_feature(size_t lexical, uint64_t unit) { return feature(kLexicalFeature + lexical, unit); }

std::vector<uint16_t> relation_numbers(std::span<const uint64_t> keys, std::span<const Relation> ontology) {
  std::vector<uint16_t> numbers(ontology.size(), FrameLayers::kUnknownRelation);
  for (const Relation& relation : ontology)
    if (const auto at = std::find(keys.begin(), keys.end(), relation.key); at != keys.end())
      numbers[relation.id] = static_cast<uint16_t>(at - keys.begin());
  return numbers;
}

FrameLayers::FrameLayers(const Document& document, const Frames& frames, std::span<const uint16_t> numbers)
    : document_(document), marks_(document.syllables.size()), quoted_(document.syllables.size()) {
  for (const Mention& mention : document.mentions)
    mark(mention.first, mention.last, feature(kMentionMark, mention.type, sureness(mention.score)));
  mark_often_named();
  for (const TimeExpression& time : document.times)
    mark(syllable_at(document, time.span.begin), syllable_at(document, time.span.end), feature(kTimeMark));
  for (const Quantity& quantity : document.quantities)
    mark(syllable_at(document, quantity.span.begin), syllable_at(document, quantity.span.end), feature(kQuantityMark));
  for (const Sentence& sentence : document.sentences) {
    triggers_.push_back(frames.match(document, sentence));
    for (const TriggerMatch& trigger : triggers_.back()) {
      const uint16_t number = numbers.empty() ? trigger.relation : numbers[trigger.relation];
      if (number != kUnknownRelation) mark(trigger.first, trigger.last, feature(kTriggerMark, number, trigger.kind));
    }
  }
  bool inside = false;
  uint32_t block = 0;
  for (const Sentence& sentence : document.sentences) {
    if (sentence.block != block) inside = false;
    block = sentence.block;
    for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i) {
      const bool mark = document.syllables[i].is(Syllable::kPunctuation) &&
                        opens_or_closes_quote(document.in(document.syllables[i].span));
      if (mark) inside = !inside;
      quoted_[i] = inside ? 1 : 0;
    }
  }
}

// How often the article names what a mention names, and whether its title does.
void FrameLayers::mark_often_named() {
  const auto key = [&](const Mention& m) {
    // People go by their given name, the last of their names.
    const uint32_t first = m.type == EntityType::kPerson ? m.last - 1 : m.first;
    uint64_t h = static_cast<uint64_t>(m.type);
    for (uint32_t i = first; i < m.last; ++i) h = mix(h, document_.syllables[i].key);
    return h;
  };
  std::vector<std::pair<uint64_t, bool>> named;  // key, whether in the title
  for (const Mention& m : document_.mentions)
    named.emplace_back(key(m), document_.blocks[document_.sentences[m.sentence].block].kind == BlockKind::kTitle);
  std::vector<uint64_t> keys;
  for (const auto& [k, title] : named) keys.push_back(k);
  std::sort(named.begin(), named.end());
  for (size_t i = 0; i < keys.size(); ++i) {
    const Mention& m = document_.mentions[i];
    const auto begin = std::lower_bound(named.begin(), named.end(), std::pair(keys[i], false));
    const auto end = std::upper_bound(begin, named.end(), std::pair(keys[i], true));
    const auto times = static_cast<uint64_t>(end - begin);
    const uint64_t often = times <= 2 ? times : times <= 4 ? 3 : 4;
    for (uint32_t s = m.first; s < m.last; ++s) marks_[s].push_back(feature(kNamedMark, often, std::prev(end)->second));
  }
}

void FrameLayers::mark(uint32_t first, uint32_t last, uint64_t what) {
  for (uint32_t i = first; i < last; ++i) marks_[i].push_back(feature(what, i == first, i + 1 == last));
}

void FrameLayers::features(uint32_t index, InputFeatures& out) const {
  const Document& document = document_;
  const Sentence& sentence = document.sentences[index];
  out.keys.clear();
  out.first.assign(1, 0);
  out.units.clear();
  const BlockKind kind = document.blocks[sentence.block].kind;
  const uint64_t late = index <= 1 ? 1 : index <= 3 ? 3 : index <= 7 ? 4 : index <= 15 ? 5 : 6;
  const uint64_t place = kind == BlockKind::kTitle ? 0 : kind == BlockKind::kCaption ? 2 : late;
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const Token& token = document.tokens[t];
    out.units.push_back({unit_key(document, token.first, token.last), unit_key(document, token.first, token.first + 1),
                         unit_key(document, token.last - 1, token.last)});
    for (size_t l = 0; l < InputFeatures::kLexical; ++l) out.keys.push_back(frame_feature(l, out.units.back()[l]));
    const auto tag = static_cast<uint64_t>(token.upos);
    const uint64_t size = std::min<uint64_t>(token.last - token.first, 5);
    out.keys.push_back(feature(kTagFeature, tag));
    out.keys.push_back(feature(kShapeFeature, size, shape_class(document.syllables[token.first]),
                               shape_class(document.syllables[token.last - 1])));
    out.keys.push_back(feature(kRelationFeature, token.deprel));
    const uint64_t head = token.head < 0 ? kNoHead : static_cast<uint64_t>(document.tokens[static_cast<size_t>(token.head)].upos);
    out.keys.push_back(feature(kHeadFeature, head, token.head > static_cast<int32_t>(t)));
    out.keys.push_back(feature(kPlaceFeature, place, t == sentence.first_token));
    if (quoted_[token.first] != 0) out.keys.push_back(feature(kQuotedFeature));
    const size_t begin = out.keys.size();
    for (uint32_t i = token.first; i < token.last; ++i)
      out.keys.insert(out.keys.end(), marks_[i].begin(), marks_[i].end());
    std::sort(out.keys.begin() + static_cast<ptrdiff_t>(begin), out.keys.end());
    out.keys.erase(std::unique(out.keys.begin() + static_cast<ptrdiff_t>(begin), out.keys.end()), out.keys.end());
    out.first.push_back(static_cast<uint32_t>(out.keys.size()));
  }
}

}  // namespace boba
