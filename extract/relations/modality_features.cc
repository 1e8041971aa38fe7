#include <algorithm>

#include "core/hash.h"
#include "extract/learn/feature_table.h"
#include "extract/relations/features.h"

namespace boba {
namespace {

constexpr uint32_t kWindow = 7;  // syllables left of the trigger in which its auxiliaries stand

bool is_modal(Cue cue) {
  return cue == Cue::kPlanned || cue == Cue::kObligation || cue == Cue::kNegation || cue == Cue::kDone;
}

}  // namespace

void modality_features(const DocumentContext& context, const Candidate& c, bool in_speech,
                       std::vector<uint64_t>& out) {
  out.clear();
  const Document& document = context.doc();
  const Sentence& sentence = document.sentences[c.sentence];
  const uint64_t relation = (*context.ontology)[c.relation].key;
  const uint64_t literal = c.object.mention < 0;
  out.push_back(feature(900));
  out.push_back(feature(901, relation, literal));
  out.push_back(feature(902, in_speech));
  out.push_back(feature(903, in_speech, relation));
  out.push_back(feature(904, static_cast<uint64_t>(c.pattern), relation));
  const uint32_t anchor = c.pattern == Pattern::kPair ? c.object.first : c.first;
  uint64_t nearest = 0, seen = 0;
  for (uint32_t i = anchor; i-- > sentence.first_syllable && anchor - i <= kWindow;) {
    const Mark mark = context.marks[i];
    if (mark == Mark::kSemicolon || mark == Mark::kStop) break;
    if (!is_modal(context.cues[i])) continue;
    const auto cue = static_cast<uint64_t>(context.cues[i]);
    if (nearest == 0) {
      nearest = cue;
      out.push_back(feature(905, cue, std::min(anchor - i, 4u)));
      out.push_back(feature(906, cue, relation));
      out.push_back(feature(907, document.syllables[i].key));
      out.push_back(feature(908, cue, context.commas[anchor] - context.commas[i] > 0));
    }
    seen |= uint64_t{1} << cue;
  }
  if (nearest == 0) out.push_back(feature(909, relation));
  out.push_back(feature(910, seen));
  uint64_t anywhere = 0;
  for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i)
    if (is_modal(context.cues[i])) anywhere |= uint64_t{1} << static_cast<uint64_t>(context.cues[i]);
  out.push_back(feature(911, anywhere));
  if (c.last > c.first) {
    uint64_t phrase = 0;
    for (uint32_t i = c.first; i < c.last; ++i) phrase = mix(phrase, document.syllables[i].key);
    out.push_back(feature(912, phrase));
    out.push_back(feature(913, phrase, in_speech));
  }
  if (literal)
    for (uint32_t i = c.object.first; i < c.object.last && i < c.object.first + 6; ++i)
      if (is_modal(context.cues[i])) {
        out.push_back(feature(914, static_cast<uint64_t>(context.cues[i]), relation));
        break;
      }
  bool order_before = false;
  for (const TriggerMatch& t : context.sentences[c.sentence].triggers)
    if (t.last <= anchor) {
      out.push_back(feature(915, (*context.ontology)[t.relation].key, std::min(anchor - t.last, 12u) / 4));
      order_before = true;
    }
  out.push_back(feature(916, order_before, nearest));
  if (anchor > sentence.first_syllable) out.push_back(feature(917, document.syllables[anchor - 1].key));
  if (anchor < sentence.last_syllable) out.push_back(feature(918, document.syllables[anchor].key, relation));
}

}  // namespace boba
