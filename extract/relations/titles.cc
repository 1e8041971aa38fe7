#include "extract/relations/titles.h"

#include <array>
#include <string>

#include "extract/annotators/lines.h"
#include "extract/relations/cues.h"
#include "extract/relations/mention_edit.h"

namespace boba {
namespace {

constexpr uint32_t kTitleSyllables = 45;
constexpr std::array<std::string_view, 2> kTypes = {"Program", "Document"};

std::string heads(std::string_view program_heads, std::string_view document_heads) {
  std::string tsv;
  const auto add = [&](std::string_view lines, std::string_view type) {
    for_each_line(lines, [&](std::string_view line) { tsv.append(line).append("\t").append(type).append("\n"); });
  };
  add(program_heads, kTypes[0]);
  add(document_heads, kTypes[1]);
  return tsv;
}

bool is_quote(const Document& document, uint32_t at) {
  const Syllable& s = document.syllables[at];
  return s.is(Syllable::kPunctuation) && mark_of(document.in(s.span)) == Mark::kQuote;
}

}  // namespace

TitleFinder::TitleFinder(std::string_view program_heads, std::string_view document_heads)
    : heads_(heads(program_heads, document_heads), kTypes) {}

void TitleFinder::find(Document& document) const {
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence sentence = document.sentences[s];
    for (uint32_t at = sentence.first_syllable; at + 1 < sentence.last_syllable; ++at) {
      if (!is_quote(document, at)) continue;
      const uint32_t first = at + 1;
      if (!document.syllables[first].is(Syllable::kCapital)) continue;
      const PhraseMap::Match head = heads_.longest(std::span(document.syllables).first(sentence.last_syllable), first);
      if (!head) continue;
      uint32_t last = first + head.length;
      while (last < sentence.last_syllable && last - first < kTitleSyllables && !is_quote(document, last)) ++last;
      if (last == sentence.last_syllable || !is_quote(document, last) || last < first + head.length + 1) continue;
      std::erase_if(document.mentions, [&](const Mention& m) {
        const bool same = m.first == first && m.last == last;
        return !same && m.first < last && first < m.last && (m.first >= first || m.last <= last);
      });
      add_mention(document, head.kinds & 1 ? EntityType::kProgram : EntityType::kDocument, first, last, s);
      at = last;
    }
  }
}

}  // namespace boba
