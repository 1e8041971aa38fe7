#include "extract/relations/cues.h"

#include <algorithm>
#include <array>

#include "extract/annotators/lines.h"
#include "extract/relations/frames.h"

namespace boba {
namespace {

constexpr std::array<std::string_view, kCues> kCueNames = {
    "none",    "passive", "agent", "complement", "purpose", "conjunction", "contrast", "planned", "obligation",
    "negation", "done",    "source", "place",      "topic",   "with",        "of",       "goal",    "example", "result"};

}  // namespace

Mark mark_of(std::string_view text) {
  if (text == ",") return Mark::kComma;
  if (text == ";") return Mark::kSemicolon;
  if (text == ":") return Mark::kColon;
  if (text[0] == '.' || text == "?" || text == "!" || text == "\xE2\x80\xA6") return Mark::kStop;
  if (text == "\"" || text == "\xE2\x80\x9C" || text == "\xE2\x80\x9D") return Mark::kQuote;
  if (text == "(" || text == ")") return Mark::kParenthesis;
  if (text[0] == '-' || text == "\xE2\x80\x93" || text == "\xE2\x80\x94") return Mark::kDash;
  return Mark::kOther;
}

Result<CueLexicon> CueLexicon::parse(std::string_view tsv) {
  CueLexicon lexicon;
  std::string bad;
  for_each_line(tsv, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    const auto name = std::find(kCueNames.begin(), kCueNames.end(),
                                tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1));
    if (name == kCueNames.end()) {
      bad = std::string(line);
      return;
    }
    std::vector<uint64_t> keys = phrase_keys(line.substr(0, tab));
    const uint64_t first = keys.front();
    lexicon.by_first_[first].push_back({std::move(keys), static_cast<Cue>(name - kCueNames.begin())});
  });
  if (!bad.empty())
    return Error{ErrorCode::kInvalidInput, "line '" + bad + "' is not phrase, tab, cue", "seeds/grammar/cues.tsv", ""};
  for (auto& [key, phrases] : lexicon.by_first_)
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const Phrase& a, const Phrase& b) { return a.keys.size() > b.keys.size(); });
  return lexicon;
}

CueLexicon::Match CueLexicon::match(const Document& document, uint32_t at, uint32_t end) const {
  const auto found = by_first_.find(document.syllables[at].key);
  if (found == by_first_.end()) return {};
  for (const Phrase& phrase : found->second) {
    if (at + phrase.keys.size() > end) continue;
    bool same = true;
    for (size_t i = 1; i < phrase.keys.size() && same; ++i) same = document.syllables[at + i].key == phrase.keys[i];
    if (same) return {phrase.cue, static_cast<uint32_t>(phrase.keys.size())};
  }
  return {};
}

}  // namespace boba
