#include "extract/relations/linker.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/hash.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"
#include "extract/relations/cues.h"
#include "extract/relations/frames.h"

namespace boba {
namespace {

std::unordered_set<uint64_t> keys_of_lines(std::string_view lines) {
  std::unordered_set<uint64_t> keys;
  for_each_line(lines, [&](std::string_view line) { keys.insert(hash_bytes(fold(line))); });
  return keys;
}

constexpr size_t kCountedAlike = 4;  // "8 chuong trinh trong (tam cua nganh)": number, noun and what it is about

bool is_subsequence(std::span<const uint64_t> shorter, std::span<const uint64_t> longer) {
  size_t at = 0;
  for (uint64_t key : longer)
    if (at < shorter.size() && shorter[at] == key) ++at;
  return at == shorter.size();
}

bool is_suffix(std::span<const uint64_t> shorter, std::span<const uint64_t> longer) {
  return std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin(), longer.rend() - static_cast<ptrdiff_t>(longer.size() - shorter.size()));
}

// Whether the syllables between the two mentions are only punctuation, at most two.
bool only_marks_between(const Document& document, uint32_t begin, uint32_t end) {
  if (end < begin || end - begin > 2) return false;
  for (uint32_t i = begin; i < end; ++i)
    if (!document.syllables[i].is(Syllable::kPunctuation)) return false;
  return true;
}

bool opens_parenthesis(const Document& document, uint32_t first) {
  return first > 0 && document.in(document.syllables[first - 1].span) == "(";
}

// Where the brackets begin that [first, last) ends with and that hold one word, "... Viet Nam | (VNPT)"; else `last`.
uint32_t before_brackets(const Document& document, uint32_t first, uint32_t last) {
  const bool closed = last - first > 3 && document.in(document.syllables[last - 1].span) == ")" && opens_parenthesis(document, last - 2);
  return closed ? last - 3 : last;
}

// Whether what stands in a mention behind its head is no part of a name.
bool ends_name(const Document& document, const Mention& mention, uint32_t head) {
  if (document.in(document.syllables[head].span) == ",") return true;
  if (mention.type != EntityType::kPerson) return false;
  for (uint32_t at = head; at < mention.last; ++at)
    if (document.syllables[at].is(Syllable::kCapital)) return false;
  const Sentence& sentence = document.sentences[mention.sentence];
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const Token& token = document.tokens[t];
    if (token.first == head)
      return token.upos == Upos::kVerb || token.upos == Upos::kAdv || token.upos == Upos::kAux || token.upos == Upos::kNum;
  }
  return false;
}

// How many syllables two counted phrases share from the beginning; 0 when the first is no number.
size_t alike(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

// Types whose names mean kinds of things, the same in every document.
bool is_kind(EntityType type) {
  return type == EntityType::kPosition || type == EntityType::kProduct || type == EntityType::kConcept;
}

}  // namespace

bool Linker::same_name(const Form& a, const Form& b) {
  return same_family(a.type, b.type) && a.keys == b.keys;
}

Linker::Linker(const LinkerSeeds& seeds)
    : person_titles_(keys_of_lines(seeds.person_titles)),
      bare_heads_(keys_of_lines(seeds.bare_heads)),
      levels_(keys_of_lines(seeds.levels)),
      determiners_(keys_of_lines(seeds.determiners)),
      local_bodies_(seeds.local_bodies, seeds.provinces, seeds.districts, seeds.countries),
      spelling_(seeds.spelling) {
  for_each_line(seeds.conjunctions, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    if (line.substr(tab + 1) == "and") conjunctions_.insert(fold_hash(line.substr(0, tab)));
  });
  for_each_line(seeds.abbreviations, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return;
    const std::string_view expansion = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    abbreviations_.emplace(fold_hash(line.substr(0, tab)), phrase_keys(expansion));
  });
}

// Before a determiner that [first, last) ends with, behind more; else `last`.
uint32_t Linker::before_determiner(const Document& document, uint32_t first, uint32_t last) const {
  constexpr uint32_t kLongestDeterminer = 4;
  for (uint32_t length = std::min(kLongestDeterminer, last - first - 1); length > 0; --length)
    if (determiners_.contains(hash_bytes(fold(document.in(document.span_of(last - length, last)))))) return last - length;
  return last;
}

Linker::Form Linker::form_of(const Document& document, const Mention& mention) const {
  Form form{.type = mention.type, .keys = {}, .initials = {}};
  uint32_t first = mention.first, last = mention.last;
  if (mention.type == EntityType::kPerson) first = name_begin(document, mention);
  form.begin = first;
  for (uint32_t end = before_determiner(document, first, last); end != last; end = before_determiner(document, first, last)) last = end;
  const bool determined = last != mention.last;
  last = before_brackets(document, first, last);
  form.end = last;
  std::string folded;
  for (uint32_t i = first; i < last; ++i) {
    const Syllable& syllable = document.syllables[i];
    if (syllable.is(Syllable::kPunctuation)) continue;
    if (!folded.empty()) folded += ' ';
    folded += fold(document.in(syllable.span));
    const bool acronym = syllable.is(Syllable::kAllCapitals);
    form.acronym |= acronym;
    const std::string letters = conjunctions_.contains(syllable.key) ? "" : fold_diacritics(document.in(syllable.span));
    for (char c : acronym ? std::string_view(letters) : std::string_view(letters).substr(0, 1))
      if (c >= 'a' && c <= 'z') form.initials += c;
    const auto spelled = abbreviations_.find(syllable.key);
    if (spelled != abbreviations_.end() && mention.type != EntityType::kPerson) {
      form.keys.insert(form.keys.end(), spelled->second.begin(), spelled->second.end());
    } else {
      form.keys.push_back(syllable.key);
    }
  }
  form.counted = document.syllables[first].is(Syllable::kDigits) && mention.type == EntityType::kProgram;
  form.bare = determined || bare_heads_.contains(hash_bytes(folded));
  return form;
}

// "ong Hung" for "Nguyen Manh Hung", "So Y te" for "So Y te Ha Noi", "Bo TT&TT" for its long name.
bool Linker::short_for(const Form& shorter, const Form& longer) const {
  if (!same_family(shorter.type, longer.type)) return false;
  if (shorter.acronym != longer.acronym && shorter.initials.size() >= 3 &&
      shorter.initials == longer.initials)
    return true;
  if (shorter.keys.empty() || shorter.keys.size() >= longer.keys.size()) return false;
  if (shorter.counted && longer.counted && alike(shorter.keys, longer.keys) >= kCountedAlike) return true;
  // A name does not swallow a whole clause that happens to begin like it.
  if (shorter.type != EntityType::kPerson && longer.keys.size() > 3 * shorter.keys.size()) return false;
  switch (shorter.type) {
    case EntityType::kPerson:
      return shorter.keys.size() <= 2 && longer.keys.size() <= 5 && is_suffix(shorter.keys, longer.keys);
    case EntityType::kOrganization:
    case EntityType::kProgram:
    case EntityType::kEvent:
    case EntityType::kDocument:
      // "tinh Quang Ngai" is not short for "Tinh doan Quang Ngai".
      if (shorter.keys.size() >= 2 && levels_.contains(shorter.keys.front()) && shorter.keys[1] != longer.keys[1]) return false;
      return shorter.type == longer.type && shorter.keys.size() >= 2 &&
             shorter.keys.front() == longer.keys.front() && is_subsequence(shorter.keys, longer.keys);
    default: return false;
  }
}

// A head that names nothing alone is all there is to a mention that goes on with a comma or, in small letters, with
// the predicate: "Bo truong | goi y", "Bo |, cac So".
void Linker::trim_heads(Document& document) const {
  std::vector<Mention> kept;
  for (Mention mention : document.mentions) {
    uint32_t head = mention.first;
    std::string folded;
    for (uint32_t at = mention.first; at < mention.last; ++at) {
      if (!folded.empty()) folded += ' ';
      folded += fold(document.in(document.syllables[at].span));
      if (bare_heads_.contains(hash_bytes(folded))) head = at + 1;
    }
    for (const Mention& other : document.mentions)
      if (head > mention.first && other.type == EntityType::kPosition && other.first == mention.first && other.last < mention.last)
        head = std::max(head, other.last);
    if (head > mention.first && head < mention.last && ends_name(document, mention, head)) {
      mention.last = head;
      mention.span = document.span_of(mention.first, head);
    }
    const bool twice = std::any_of(kept.begin(), kept.end(), [&](const Mention& other) {
      return other.span == mention.span && other.type == mention.type;
    });
    if (!twice) kept.push_back(mention);
  }
  std::stable_sort(kept.begin(), kept.end(), [](const Mention& a, const Mention& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  document.mentions = std::move(kept);
}

// For each entity the one whose name stands before it in brackets, "Tap doan ... Viet Nam (VNPT)". What is no acronym nor a
// word of another language may as well be another body: "Cuc Quan ly Duoc (Bo Y te)", "Hoa Sen (My)".
std::vector<std::optional<uint32_t>> Linker::introductions(const Document& document, const std::vector<Form>& forms,
                                                           const std::vector<LocalEntity>& entities) const {
  std::vector<std::optional<uint32_t>> by(entities.size());
  for (uint32_t e = 0; e < entities.size(); ++e) {
    for (uint32_t m : entities[e].mentions) {
      const uint32_t first = document.mentions[m].first;
      if (by[e] || forms[m].keys.size() != 1 || !opens_parenthesis(document, first)) continue;
      const bool foreign = document.syllables[first].is(Syllable::kCapital) &&
                           !spelling_.is_vietnamese(fold_diacritics(document.in(document.syllables[first].span)));
      if (!forms[m].acronym && !foreign) continue;
      for (uint32_t other = 0; other < entities.size() && !by[e]; ++other) {
        const auto stands_before = [&](uint32_t o) {
          return forms[o].end + 1 == first && document.mentions[o].sentence == document.mentions[m].sentence;
        };
        if (other != e && same_family(entities[e].type, entities[other].type) && std::ranges::any_of(entities[other].mentions, stands_before))
          by[e] = other;
      }
    }
  }
  return by;
}

std::vector<LocalEntity> Linker::link(Document& document) const {
  for (Mention& mention : document.mentions) mention.entity = -1;
  trim_heads(document);
  std::vector<Form> forms;
  forms.reserve(document.mentions.size());
  for (const Mention& mention : document.mentions) forms.push_back(form_of(document, mention));

  // Names that are equal.
  std::vector<LocalEntity> entities;
  std::vector<uint32_t> form_of_entity;
  for (uint32_t m = 0; m < forms.size(); ++m) {
    if (forms[m].bare || forms[m].keys.empty()) continue;
    uint32_t e = 0;
    while (e < entities.size() && !same_name(forms[form_of_entity[e]], forms[m])) ++e;
    if (e == entities.size()) {
      entities.push_back({.type = forms[m].type, .name = {}, .aliases = {}, .mentions = {}});
      form_of_entity.push_back(m);
    }
    entities[e].mentions.push_back(m);
  }

  // Short forms and acronyms: each joins the nearest longer name before its first mention, else the first after.
  std::vector<uint32_t> parent(entities.size());
  for (uint32_t e = 0; e < entities.size(); ++e) parent[e] = e;
  const std::vector<std::optional<uint32_t>> introduced = introductions(document, forms, entities);
  for (uint32_t e = 0; e < entities.size(); ++e) {
    const uint32_t own = entities[e].mentions.front();
    if (introduced[e] && parent[*introduced[e]] == *introduced[e]) {
      parent[e] = *introduced[e];
      continue;
    }
    std::optional<uint32_t> best;
    for (uint32_t other = 0; other < entities.size(); ++other) {
      if (other == e || parent[other] != other) continue;
      const uint32_t their = entities[other].mentions.front();
      const bool acronym_of = short_for(forms[own], forms[their]) &&
                              (forms[own].acronym == forms[their].acronym || forms[own].acronym);
      if (!acronym_of) continue;
      const bool before = their < own;
      if (!best || (before && entities[*best].mentions.front() > own) ||
          (before && their > entities[*best].mentions.front()))
        best = other;
    }
    if (best) parent[e] = *best;
  }
  const auto root = [&](uint32_t e) {
    for (int steps = 0; parent[e] != e && steps < 8; ++steps) e = parent[e];
    return e;
  };

  std::vector<LocalEntity> merged;
  std::vector<int32_t> index(entities.size(), -1);
  for (uint32_t e = 0; e < entities.size(); ++e) {
    const uint32_t r = root(e);
    if (index[r] < 0) {
      index[r] = static_cast<int32_t>(merged.size());
      merged.push_back({.type = entities[r].type, .name = {}, .aliases = {}, .mentions = {}});
    }
    for (uint32_t m : entities[e].mentions) document.mentions[m].entity = index[r];
  }

  // Bare and determined heads: the last entity before with that head.
  for (uint32_t m = 0; m < forms.size(); ++m) {
    if (!forms[m].bare || forms[m].keys.empty()) continue;
    for (uint32_t before = m; before-- > 0;) {
      const Mention& earlier = document.mentions[before];
      if (earlier.entity < 0 || forms[before].keys.empty() || forms[before].type != forms[m].type) continue;
      if (earlier.span.overlaps(document.mentions[m].span)) continue;
      if (std::equal(forms[m].keys.begin(), forms[m].keys.end(), forms[before].keys.begin(),
                     forms[before].keys.begin() + static_cast<ptrdiff_t>(std::min(forms[m].keys.size(), forms[before].keys.size())))) {
        document.mentions[m].entity = earlier.entity;
        break;
      }
    }
  }
  link_offices(document, forms, merged);
  link_unnamed(document, forms, merged);

  for (LocalEntity& entity : merged) entity.mentions.clear();
  for (uint32_t m = 0; m < document.mentions.size(); ++m)
    if (document.mentions[m].entity >= 0) merged[static_cast<size_t>(document.mentions[m].entity)].mentions.push_back(m);
  for (LocalEntity& entity : merged) {
    name_entity(document, forms, entity);
    entity.local = !is_kind(entity.type) && std::none_of(entity.mentions.begin(), entity.mentions.end(), [&](uint32_t m) {
      return m < forms.size() && tells_alone(document, forms[m], document.mentions[m]);
    });
  }
  return merged;
}

// Bare heads that point at nothing before are what they say.
void Linker::link_unnamed(Document& document, const std::vector<Form>& forms, std::vector<LocalEntity>& entities) const {
  std::vector<uint32_t> first_of;  // of the entities that are added: form
  const size_t known = entities.size();
  for (uint32_t m = 0; m < forms.size(); ++m) {
    if (document.mentions[m].entity >= 0 || !forms[m].bare || forms[m].keys.empty()) continue;
    if (forms[m].type == EntityType::kPerson && person_titles_.contains(forms[m].keys.front())) continue;
    const auto same = std::ranges::find_if(first_of, [&](uint32_t other) { return same_name(forms[other], forms[m]); });
    document.mentions[m].entity = static_cast<int32_t>(known + static_cast<size_t>(same - first_of.begin()));
    if (same != first_of.end()) continue;
    first_of.push_back(m);
    entities.push_back({.type = forms[m].type, .name = {}, .aliases = {}, .mentions = {}});
  }
}

// Positions that stand next to a person tell who bears the title; positions that stand alone act as that person, or,
// named with their organisation, as a person called by the office.
void Linker::link_offices(Document& document, const std::vector<Form>& forms,
                          std::vector<LocalEntity>& entities) const {
  struct Bearer {
    uint32_t position;  // mention
    int32_t person;     // entity
  };
  std::vector<Bearer> bearers;
  std::vector<Mention> added;
  std::vector<std::pair<uint32_t, int32_t>> offices;  // position form -> person entity already made for it
  const size_t count = document.mentions.size();
  for (uint32_t m = 0; m < count; ++m) {
    const Mention& position = document.mentions[m];
    if (position.type == EntityType::kPerson && !forms[m].keys.empty()) {
      for (auto b = bearers.rbegin(); b != bearers.rend(); ++b) {
        const std::vector<uint64_t>& title = forms[b->position].keys;
        if (title.size() < forms[m].keys.size() ||
            !std::equal(forms[m].keys.begin(), forms[m].keys.end(), title.begin()))
          continue;
        document.mentions[m].entity = b->person;
        break;
      }
    }
    if (position.type != EntityType::kPosition) continue;
    constexpr int32_t kNobody = -2;  // the office is part of another name
    std::optional<int32_t> person;
    for (uint32_t other = 0; other < count && !person; ++other) {
      const Mention& p = document.mentions[other];
      if (p.type != EntityType::kPerson || p.entity < 0 || p.sentence != position.sentence) continue;
      if (p.span.overlaps(position.span)) {
        const bool titled = p.first == position.first && name_begin(document, p) >= position.last;
        person = titled ? p.entity : kNobody;
        break;
      }
      if (only_marks_between(document, position.last, p.first) || only_marks_between(document, p.last, position.first))
        person = p.entity;
    }
    if (person) {
      if (*person >= 0) bearers.push_back({m, *person});
      continue;
    }
    std::optional<int32_t> referent;
    for (auto b = bearers.rbegin(); b != bearers.rend() && !referent; ++b) {
      const std::vector<uint64_t>& title = forms[b->position].keys;
      if (title.size() >= forms[m].keys.size() && std::equal(forms[m].keys.begin(), forms[m].keys.end(), title.begin()))
        referent = b->person;
    }
    if (!referent && !forms[m].bare && !forms[m].keys.empty()) {
      for (const auto& [form, entity] : offices)
        if (forms[form].keys == forms[m].keys) referent = entity;
      if (!referent) {
        referent = static_cast<int32_t>(entities.size());
        entities.push_back({.type = EntityType::kPerson, .name = {}, .aliases = {}, .mentions = {}});
        offices.emplace_back(m, *referent);
      }
    }
    if (!referent) continue;
    Mention office = position;
    office.type = EntityType::kPerson;
    office.entity = *referent;
    added.push_back(office);
  }
  document.mentions.insert(document.mentions.end(), added.begin(), added.end());
}

}  // namespace boba
