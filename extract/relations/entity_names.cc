// What Linker calls the entities that it has linked.
#include <algorithm>
#include <set>
#include <utility>

#include "core/hash.h"
#include "core/vietnamese.h"
#include "extract/relations/cues.h"
#include "extract/relations/linker.h"

namespace boba {
namespace {

// Whether the mention `longer` is `shorter` with more behind it that begins as no part of a name does, but as a predicate,
// a place or a second name: "tran chung ket | dien ra tai Cardiff". Each with the syllable where its name begins.
bool overruns(const Document& document, std::pair<uint32_t, const Mention*> longer, std::pair<uint32_t, const Mention*> shorter) {
  const uint32_t length = shorter.second->last - shorter.first, tail = longer.first + length;
  if (tail >= longer.second->last || shorter.second->score < longer.second->score) return false;
  if (length < 2 && !document.syllables[shorter.first].is(Syllable::kCapital)) return false;
  for (uint32_t i = 0; i < length; ++i)
    if (document.syllables[longer.first + i].key != document.syllables[shorter.first + i].key) return false;
  const auto token = std::ranges::lower_bound(document.tokens, tail, {}, &Token::first);
  if (token == document.tokens.end() || token->first != tail) return false;
  switch (token->upos) {
    case Upos::kVerb:
    case Upos::kAux:
    case Upos::kAdp:
    case Upos::kAdv:
    case Upos::kCconj:
    case Upos::kSconj:
    case Upos::kPunct: return true;
    default: return false;
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

}  // namespace

// Behind a title that [first, last) begins with, before more; else `first`.
uint32_t Linker::behind_title(const Document& document, uint32_t first, uint32_t last) const {
  constexpr uint32_t kLongestTitle = 3;
  for (uint32_t length = std::min(kLongestTitle, last - first - 1); length > 0; --length)
    if (person_titles_.contains(hash_bytes(fold(document.in(document.span_of(first, first + length)))))) return first + length;
  return first;
}

// Where the name of a person begins behind titles ("ong") and a position that the mention holds as well
// ("Bo truong Nguyen Van A"). What goes on in small letters is no name behind a title: "co gai", "bac si".
uint32_t Linker::name_begin(const Document& document, const Mention& person) const {
  uint32_t first = person.first;
  for (const Mention& other : document.mentions)
    if (other.type == EntityType::kPosition && other.first == person.first && other.last < person.last &&
        document.syllables[other.last].is(Syllable::kCapital))
      first = std::max(first, other.last);
  uint32_t behind = first;
  for (uint32_t next = behind_title(document, behind, person.last); next != behind; next = behind_title(document, behind, person.last))
    behind = next;
  // "Bo truong | Bo Y te" is called by the office, which is all there is.
  const bool office = std::ranges::any_of(document.mentions, [&](const Mention& other) {
    return other.type == EntityType::kOrganization && other.first == behind && other.last == person.last;
  });
  if (office) return first;
  const Syllable& name = document.syllables[behind];
  const bool named = name.is(Syllable::kCapital) || (is_ascii(document.in(name.span)) && !spelling_.is_vietnamese(document.in(name.span)));
  return named ? behind : first;
}

// "Nguyen Van An", "Osama bin Laden", "Rihanna"; not "Tam", "tai xe", "Chu tich tinh".
bool Linker::is_full_name(const Document& document, uint32_t first, uint32_t last) const {
  size_t capitals = 0, small = 0;
  for (uint32_t at = first; at < last; ++at) {
    const Syllable& syllable = document.syllables[at];
    if (!syllable.is(Syllable::kLetters)) continue;
    const std::string_view text = document.in(syllable.span);
    if (syllable.is(Syllable::kCapital)) {
      ++capitals;
    } else if (is_ascii(text)) {
      ++small;  // a particle
    } else {
      return false;
    }
  }
  if (capitals + small == 1) return capitals == 1 && !spelling_.is_vietnamese(fold_diacritics(document.in(document.span_of(first, last))));
  return capitals >= 2 && capitals > small;
}

// Whether a mention names one thing of the world, for readers of other documents as well.
bool Linker::tells_alone(const Document& document, const Form& form, const Mention& mention) const {
  if (form.bare) return false;
  if (mention.type == EntityType::kPerson) return is_full_name(document, form.begin, mention.last);
  if (is_of_any_place(document, form, mention)) return false;
  for (uint32_t at = mention.last - 1; at > form.begin && at + 2 >= mention.last; --at) {
    const std::string_view end = document.in(document.span_of(at, mention.last));
    const bool capital = document.syllables[at].is(Syllable::kCapital) && !document.syllables[at].is(Syllable::kAllCapitals);
    if (!capital && levels_.contains(hash_bytes(fold(end)))) return false;
  }
  const Sentence& sentence = document.sentences[mention.sentence];
  const auto opens = [&](uint32_t at) {
    if (at == sentence.first_syllable) return true;
    const Mark before = mark_of(document.in(document.syllables[at - 1].span));
    return before == Mark::kQuote || before == Mark::kColon;
  };
  for (uint32_t at = form.begin; at < mention.last; ++at) {
    const Syllable& syllable = document.syllables[at];
    if (syllable.is(Syllable::kAllCapitals)) return true;
    if (!syllable.is(Syllable::kCapital)) continue;
    // A capital where every word has one tells nothing; but countries have names of one syllable, descriptions more.
    const bool country = mention.last - form.begin == 1 &&
                         (mention.type == EntityType::kPlace || mention.type == EntityType::kOrganization);
    if (!opens(at) || country || !spelling_.is_vietnamese(fold_diacritics(document.in(syllable.span)))) return true;
  }
  return false;
}

// Whether it is a body of which every place has one, and the name does not say of which: "So Y te", "Cong an".
bool Linker::is_of_any_place(const Document& document, const Form& form, const Mention& mention) const {
  if (!same_family(mention.type, EntityType::kOrganization) || !local_bodies_.lacks_place(form.keys)) return false;
  for (uint32_t at = form.begin + 1; at + 1 < mention.last; ++at) {  // "huyen Bat Xat", "quan 9"
    const Syllable &level = document.syllables[at], &next = document.syllables[at + 1];
    const bool named = next.is(Syllable::kCapital) || next.is(Syllable::kDigits);
    if (named && levels_.contains(level.key)) return false;
    if (named && at > form.begin + 1 && levels_.contains(hash_bytes(fold(document.in(document.span_of(at - 1, at + 1)))))) return false;
  }
  return std::none_of(document.mentions.begin(), document.mentions.end(), [&](const Mention& inner) {
    return inner.type == EntityType::kPlace && inner.first > form.begin && inner.last <= mention.last;
  });
}

// The name and the aliases of an entity whose mentions are known. Mentions behind the last form are offices: they name
// an entity that has nothing better.
void Linker::name_entity(const Document& document, const std::vector<Form>& forms, LocalEntity& entity) const {
  std::pair<bool, size_t> fullest;  // a person's full name before whatever else means the person; then the longest
  std::set<std::string> names;
  const auto more_than_name = [&](uint32_t m) {
    return std::ranges::any_of(entity.mentions, [&](uint32_t other) {
      return other < forms.size() && !forms[other].bare &&
             overruns(document, {forms[m].begin, &document.mentions[m]}, {forms[other].begin, &document.mentions[other]});
    });
  };
  for (uint32_t m : entity.mentions) {
    const bool office = m >= forms.size();
    if (office ? !entity.name.empty() : forms[m].bare || more_than_name(m)) continue;
    Span span = document.mentions[m].span;
    if (!office) span = document.span_of(forms[m].begin, forms[m].end);
    const bool proper = entity.type == EntityType::kPerson && !office &&
                        is_full_name(document, forms[m].begin, document.mentions[m].last);
    const std::pair<bool, size_t> length = {proper, office ? 1 : forms[m].keys.size()};
    std::string name(document.in(span));
    if (length > fullest) {
      fullest = length;
      entity.name = name;
    }
    names.insert(std::move(name));
  }
  if (entity.name.empty() && !entity.mentions.empty() && entity.mentions.front() < forms.size()) {  // only bare heads
    const Form& first = forms[entity.mentions.front()];
    entity.name = std::string(document.in(document.span_of(first.begin, first.end)));
  }
  names.erase(entity.name);
  entity.aliases.assign(names.begin(), names.end());
}

}  // namespace boba
