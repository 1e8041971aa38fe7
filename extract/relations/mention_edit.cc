#include "extract/relations/mention_edit.h"

#include <algorithm>

namespace boba {
namespace {

constexpr float kScore = 0.5f;  // of a mention that a rule made: what the name annotator is unsure of

}  // namespace

const Mention* mention_of(const Document& document, uint32_t first, uint32_t last) {
  for (const Mention& mention : document.mentions)
    if (mention.first == first && mention.last == last) return &mention;
  return nullptr;
}

void add_mention(Document& document, EntityType type, uint32_t first, uint32_t last, uint32_t sentence) {
  if (mention_of(document, first, last) != nullptr) return;
  const Mention added{.span = document.span_of(first, last), .type = type, .score = kScore, .first = first, .last = last,
                      .sentence = sentence};
  const auto before = [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  };
  document.mentions.insert(std::upper_bound(document.mentions.begin(), document.mentions.end(), added, before), added);
}

void drop_across(Document& document, uint32_t first, uint32_t edge) {
  std::erase_if(document.mentions,
                [&](const Mention& m) { return first <= m.first && m.first < edge && m.last > edge; });
}

}  // namespace boba
