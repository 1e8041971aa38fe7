#include "extract/relations/frames.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

#include "core/vietnamese.h"

namespace boba {
namespace {

bool same_keys(const Document& document, uint32_t at, uint32_t end, std::span<const uint64_t> keys) {
  if (at + keys.size() > end) return false;
  for (size_t i = 0; i < keys.size(); ++i)
    if (document.syllables[at + i].key != keys[i]) return false;
  return true;
}

std::vector<FrameExample> read_examples(const toml::table& table, RelationId relation) {
  std::vector<FrameExample> examples;
  const toml::array* array = table["example"].as_array();
  if (array == nullptr) return examples;
  for (const toml::node& node : *array) {
    const toml::table* item = node.as_table();
    if (item == nullptr) continue;
    FrameExample example{
        .relation = relation, .text = (*item)["text"].value_or(std::string()), .facts = {}};
    if (const toml::array* facts = (*item)["facts"].as_array())
      for (const toml::node& f : *facts)
        if (const toml::table* fact = f.as_table())
          example.facts.push_back({(*fact)["s"].value_or(std::string()),
                                   (*fact)["o"].value_or(std::string()),
                                   (*fact)["modality"].value_or(std::string("asserted"))});
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace

std::vector<uint64_t> phrase_keys(std::string_view phrase) {
  std::vector<uint64_t> keys;
  while (!phrase.empty()) {
    const size_t end = std::min(phrase.find(' '), phrase.size());
    if (end > 0) keys.push_back(fold_hash(phrase.substr(0, end)));
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return keys;
}

void Frames::add(std::string_view phrase, RelationId relation, TriggerKind kind) {
  std::vector<uint64_t> keys = phrase_keys(phrase);
  if (keys.empty()) return;
  const uint64_t first = keys.front(), second = keys.size() > 1 ? keys[1] : 0;
  firsts_[(first >> 6) % firsts_.size()] |= uint64_t{1} << (first & 63);
  by_first_[first].push_back({second, std::move(keys), relation, kind});
}

Result<Frames> Frames::parse(const Ontology& ontology, std::span<const Ontology::Source> sources) {
  Frames frames;
  for (const Ontology::Source& source : sources) {
    const toml::parse_result parsed = toml::parse(source.toml);
    if (!parsed)
      return Error{ErrorCode::kInvalidInput, std::string(parsed.error().description()),
                   "seeds/" + std::string(source.name), ""};
    const toml::table& table = parsed.table();
    const auto relation = ontology.find(table["name"].value_or(std::string()));
    if (!relation)
      return Error{ErrorCode::kInvalidInput, "no relation of that name in the ontology",
                   "seeds/" + std::string(source.name), ""};
    const std::pair<const char*, TriggerKind> lists[] = {{"triggers", TriggerKind::kActive},
                                                         {"inverse_triggers", TriggerKind::kInverse},
                                                         {"nominal_triggers", TriggerKind::kNominal},
                                                         {"leading_triggers", TriggerKind::kLeading}};
    for (const auto& [key, kind] : lists)
      if (const toml::array* phrases = table[key].as_array())
        for (const toml::node& phrase : *phrases)
          frames.add(phrase.value_or(std::string()), *relation, kind);
    for (FrameExample& example : read_examples(table, *relation))
      frames.examples_.push_back(std::move(example));
  }
  for (auto& [key, phrases] : frames.by_first_)
    std::stable_sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
      return a.keys.size() > b.keys.size();
    });
  return frames;
}

std::vector<TriggerMatch> Frames::match(const Document& document, const Sentence& sentence) const {
  std::vector<TriggerMatch> matches;
  for (uint32_t at = sentence.first_syllable; at < sentence.last_syllable; ++at) {
    if (!may_begin(document.syllables[at].key)) continue;
    const auto found = by_first_.find(document.syllables[at].key);
    if (found == by_first_.end()) continue;
    const auto here = static_cast<ptrdiff_t>(matches.size());
    const uint64_t next = at + 1 < sentence.last_syllable ? document.syllables[at + 1].key : 0;
    for (const Phrase& phrase : found->second) {
      if (phrase.second != 0 && phrase.second != next) continue;
      if (!same_keys(document, at, sentence.last_syllable, phrase.keys)) continue;
      const bool shorter =
          std::any_of(matches.begin() + here, matches.end(), [&](const TriggerMatch& m) {
            return m.relation == phrase.relation && m.kind == phrase.kind;
          });
      if (!shorter)
        matches.push_back({phrase.relation, phrase.kind, at,
                           at + static_cast<uint32_t>(phrase.keys.size())});
    }
  }
  return matches;
}

}  // namespace boba
