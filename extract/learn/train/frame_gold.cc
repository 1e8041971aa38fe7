#include "extract/learn/train/frame_gold.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "core/utf8.h"

namespace boba::train {
namespace {

// Words [first, last) of a sentence.
struct Place {
  size_t first, last;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// A sentence's text with single spaces, and the word that each byte belongs to.
class Words {
 public:
  Words(const Document& document, const Sentence& sentence) : count_(sentence.last_token - sentence.first_token) {
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      for (uint32_t i = document.tokens[t].first; i < document.tokens[t].last; ++i) {
        if (!document.syllables[i].is(Syllable::kGluedLeft) && !text_.empty()) add(" ", t - sentence.first_token);
        add(document.in(document.syllables[i].span), t - sentence.first_token);
      }
    }
  }
  size_t count() const { return count_; }

  std::vector<Place> find(std::string_view phrase) const {
    std::vector<Place> places;
    if (phrase.empty()) return places;
    for (size_t at = text_.find(phrase); at != std::string::npos; at = text_.find(phrase, at + 1)) {
      const bool whole = (at == 0 || !inside_word(at)) && (at + phrase.size() == text_.size() || !inside_word(at + phrase.size()));
      if (whole) places.push_back({word_[at], word_[at + phrase.size() - 1] + 1});
    }
    return places;
  }

 private:
  void add(std::string_view text, size_t word) {
    text_ += text;
    word_.resize(text_.size(), word);
  }
  // A letter stands on both sides of the byte.
  bool inside_word(size_t at) const {
    const auto letter = [](char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return letter(text_[at - 1]) && letter(text_[at]);
  }

  std::string text_;
  std::vector<size_t> word_;
  size_t count_;
};

std::string single_spaced(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

size_t gap(const Place& a, const Place& b) {
  return a.first >= b.last ? a.first - b.last : b.first >= a.last ? b.first - a.last : 0;
}

bool overlap(const Place& a, const Place& b) { return a.first < b.last && b.first < a.last; }

// Where a fact stands in one sentence.
struct Stated {
  double cost = 0;
  uint32_t sentence = 0;
  std::optional<Place> trigger, subject;
  Place object{};
};

struct Filler {
  Place place;
  size_t type;
  friend auto operator<=>(const Filler&, const Filler&) = default;
};

struct Predicate {
  std::set<Filler> subjects, objects;
  std::set<std::pair<size_t, Place>> others;  // role, place
  bool outside = false;                       // a subject stands in another sentence
  std::map<size_t, int> modalities;
};

class Builder {
 public:
  Builder(const GoldArticle& article, const Document& document, const Ontology& ontology)
      : article_(article), document_(document), ontology_(ontology) {
    int64_t points = 0;
    uint32_t byte = 0;
    for (const Sentence& sentence : document.sentences) {
      words_.emplace_back(document, sentence);
      for (; byte < sentence.span.begin; byte += decode(document.text, byte).length) ++points;
      begins_.push_back(points);
    }
    predicates_.resize(words_.size());
  }

  void add(const GoldFact& fact) {
    const auto relation = ontology_.find(fact.relation);
    const std::optional<Stated> best = locate(fact);
    if (!relation || !best) return;
    const size_t anchor = best->trigger ? best->trigger->first : best->object.first;
    Predicate& predicate = predicates_[best->sentence][{anchor, anchor_class(*relation, best->trigger.has_value())}];
    if (best->subject) {
      predicate.subjects.insert({*best->subject, type_of(static_cast<int>(fact.subject))});
    } else {
      predicate.outside = true;
    }
    predicate.objects.insert({best->object, type_of(fact.object)});
    ++predicate.modalities[static_cast<size_t>(parse_modality(fact.modality).value_or(Modality::kAsserted))];
    for (const auto& [name, value] : fact.qualifiers) add_qualifier(name, value, best->sentence, anchor, predicate);
  }

  std::vector<FrameTarget> targets(uint32_t sentence) const {
    std::vector<FrameTarget> out;
    for (const auto& [key, predicate] : predicates_[sentence]) {
      FrameTarget target{.anchor = key.first, .kind = key.second, .tags = std::vector<uint8_t>(words_[sentence].count() + 1), .types = {}};
      const auto put = [&](const Place& place, size_t role) {
        for (size_t i = place.first; i < place.last; ++i)
          if (target.tags[i + 1] != kOutsideTag) return;
        for (size_t i = place.first; i < place.last; ++i)
          target.tags[i + 1] = static_cast<uint8_t>(i == place.first ? begin_tag(role) : inside_tag(role));
      };
      for (const Filler& object : predicate.objects) {
        put(object.place, kObjectRole);
        target.types.push_back({object.place.first, object.place.last, object.type});
      }
      for (const Filler& subject : predicate.subjects) {
        put(subject.place, kSubjectRole);
        target.types.push_back({subject.place.first, subject.place.last, subject.type});
      }
      for (const auto& [role, place] : predicate.others) put(place, role);
      if (predicate.outside && predicate.subjects.empty()) target.tags[0] = static_cast<uint8_t>(begin_tag(kSubjectRole));
      target.modality = std::max_element(predicate.modalities.begin(), predicate.modalities.end(), [](const auto& a, const auto& b) {
                          return a.second < b.second;
                        })->first;
      out.push_back(std::move(target));
    }
    return out;
  }

 private:
  size_t type_of(int entity) const {
    return entity < 0 ? kNoEntity : static_cast<size_t>(article_.entities[static_cast<size_t>(entity)].type);
  }

  int sentence_of(const GoldFact& fact) const {
    if (fact.at < 0) return fact.sentence;
    return static_cast<int>(std::upper_bound(begins_.begin(), begins_.end(), fact.at) - begins_.begin()) - 1;
  }

  // Every surface of the entity in the sentence, longer ones first: a name with its title may hold what it is said of,
  // and then the name alone is meant.
  std::vector<Place> find_entity(size_t entity, const Words& words) const {
    std::vector<std::string> surfaces = article_.entities[entity].aliases;
    surfaces.push_back(article_.entities[entity].name);
    std::stable_sort(surfaces.begin(), surfaces.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::vector<Place> places;
    for (const std::string& surface : surfaces)
      for (const Place& place : words.find(single_spaced(surface)))
        if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    return places;
  }

  std::optional<Stated> locate(const GoldFact& fact) const {
    std::optional<Stated> best;
    for (uint32_t s = 0; s < words_.size(); ++s) {
      const std::vector<Place> objects = fact.object < 0 ? words_[s].find(single_spaced(fact.object_words))
                                                         : find_entity(static_cast<size_t>(fact.object), words_[s]);
      if (objects.empty()) continue;
      const std::vector<Place> triggers = words_[s].find(single_spaced(fact.trigger));
      const std::vector<Place> subjects = find_entity(fact.subject, words_[s]);
      // Facts without a trigger are told apart by where the annotators saw them.
      double cost = triggers.empty() && !fact.trigger.empty() ? 80 : 0;
      if (subjects.empty()) cost += 40;
      if (const int seen = sentence_of(fact); seen >= 0) cost += 12.0 * std::abs(static_cast<double>(s) - seen);
      for (const Place& object : objects) nearest(triggers, subjects, object, cost, s, best);
    }
    return best;
  }

  static void nearest(const std::vector<Place>& triggers, const std::vector<Place>& subjects, const Place& object, double base,
                      uint32_t sentence, std::optional<Stated>& best) {
    for (size_t t = 0; t < std::max<size_t>(triggers.size(), 1); ++t) {
      for (size_t s = 0; s < std::max<size_t>(subjects.size(), 1); ++s) {
        Stated here{.cost = base, .sentence = sentence, .trigger = {}, .subject = {}, .object = object};
        if (!triggers.empty()) here.trigger = triggers[t];
        if (!subjects.empty()) here.subject = subjects[s];
        if (here.subject && overlap(*here.subject, object)) here.cost += 30;
        if (here.trigger) {
          here.cost += static_cast<double>(gap(*here.trigger, object)) * (object.first >= here.trigger->last ? 1 : 1.5);
          if (here.subject)
            here.cost += static_cast<double>(gap(*here.trigger, *here.subject)) * (here.subject->last <= here.trigger->first ? 1 : 1.5);
        } else if (here.subject) {
          here.cost += static_cast<double>(gap(*here.subject, object));
        }
        if (!best || here.cost < best->cost) best = here;
      }
    }
  }

  void add_qualifier(const std::string& name, const std::string& value, uint32_t sentence, size_t anchor, Predicate& predicate) {
    const auto kind = parse_qualifier_kind(name);
    if (!kind && name != "by") return;
    std::vector<Place> places = words_[sentence].find(single_spaced(value));
    for (size_t e = 0; e < article_.entities.size() && places.empty(); ++e)
      if (article_.entities[e].name == value) places = find_entity(e, words_[sentence]);
    if (places.empty()) return;
    const Place near = *std::min_element(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      return gap(a, {anchor, anchor + 1}) < gap(b, {anchor, anchor + 1});
    });
    predicate.others.insert({kind ? qualifier_role(*kind) : kSpeakerRole, near});
  }

  const GoldArticle& article_;
  const Document& document_;
  const Ontology& ontology_;
  std::vector<Words> words_;
  std::vector<int64_t> begins_;  // of each sentence, in code points
  std::vector<std::map<std::pair<size_t, size_t>, Predicate>> predicates_;  // per sentence: by anchor and class
};

}  // namespace

std::vector<FrameSentence> frame_sentences(const GoldArticle& article, const Document& document, const Frames& frames,
                                           const Ontology& ontology) {
  Builder builder(article, document, ontology);
  for (const GoldFact& fact : article.facts) builder.add(fact);
  const FrameLayers layers(document, frames);
  std::vector<FrameSentence> out;
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    if (document.sentences[s].first_token == document.sentences[s].last_token) continue;
    FrameSentence sentence;
    layers.features(s, sentence.features);
    sentence.targets = builder.targets(s);
    out.push_back(std::move(sentence));
  }
  return out;
}

}  // namespace boba::train
