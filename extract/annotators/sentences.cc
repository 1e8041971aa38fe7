#include "extract/annotators/sentences.h"

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"

namespace boba {
namespace {

bool is_stop(std::string_view mark) {
  return mark[0] == '.' || mark[0] == '!' || mark[0] == '?' || mark == "\xE2\x80\xA6";
}

bool closes(std::string_view mark) {
  return mark == "\"" || mark == "\xE2\x80\x9D" || mark == "\xE2\x80\x99" || mark == ")" || mark == "]";
}

bool begins_sentence(const Document& document, const Syllable& next) {
  if (next.is(Syllable::kCapital) || next.is(Syllable::kDigits)) return true;
  if (!next.is(Syllable::kPunctuation)) return false;
  const std::string_view mark = document.in(next.span);
  return mark == "\"" || mark == "\xE2\x80\x9C" || mark == "\xE2\x80\x98" || mark[0] == '-' || mark == "*" ||
         mark == "\xE2\x80\x93" || mark == "+" || mark == "(" || mark == "\xE2\x80\xA2";
}

}  // namespace

SentenceAnnotator::SentenceAnnotator(std::string_view abbreviations) {
  for_each_line(abbreviations, [&](std::string_view line) { abbreviations_.insert(fold_hash(line)); });
}

// Whether the stop at syllable `at` ends its sentence; the block's syllables end at `last`.
bool SentenceAnnotator::ends_at(const Document& document, uint32_t at, uint32_t last) const {
  if (at + 1 == last) return true;
  const Syllable& stop = document.syllables[at];
  const Syllable& next = document.syllables[at + 1];
  if (next.is(Syllable::kGluedLeft) && !next.is(Syllable::kCapital)) return false;
  if (!begins_sentence(document, next)) return false;
  if (document.in(stop.span) != "." || at == 0) return true;
  const Syllable& before = document.syllables[at - 1];
  if (!stop.is(Syllable::kGluedLeft)) return true;
  if (abbreviations_.contains(before.key) && before.is(Syllable::kCapital)) return false;
  const bool initial = before.is(Syllable::kCapital) && count_code_points(document.in(before.span)) == 1;
  return !initial;
}

void SentenceAnnotator::annotate(Document& document) const {
  document.sentences.clear();
  uint32_t first = 0;
  const auto count = static_cast<uint32_t>(document.syllables.size());
  for (uint32_t b = 0; b < document.blocks.size(); ++b) {
    uint32_t last = first;
    while (last < count && document.syllables[last].span.begin < document.blocks[b].span.end) ++last;
    for (uint32_t begin = first, at = first; at < last; ++at) {
      bool end = at + 1 == last;
      if (!end && document.syllables[at].is(Syllable::kPunctuation) &&
          is_stop(document.in(document.syllables[at].span))) {
        uint32_t stop = at;
        while (stop + 1 < last && document.syllables[stop + 1].is(Syllable::kGluedLeft) &&
               closes(document.in(document.syllables[stop + 1].span)))
          ++stop;
        end = ends_at(document, stop, last);
        if (end) at = stop;
      }
      if (!end) continue;
      document.sentences.push_back({.span = document.span_of(begin, at + 1),
                                    .block = b,
                                    .first_syllable = begin,
                                    .last_syllable = at + 1});
      begin = at + 1;
    }
    first = last;
  }
}

}  // namespace boba
