// Mentions to the entities of one document: short names, titles, abbreviations, definite heads.
#ifndef BOBA_EXTRACT_RELATIONS_LINKER_H_
#define BOBA_EXTRACT_RELATIONS_LINKER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/document.h"
#include "core/mention.h"
#include "extract/relations/local_bodies.h"
#include "extract/relations/spelling.h"

namespace boba {

// An entity as one document knows it.
struct LocalEntity {
  EntityType type = EntityType::kConcept;
  std::string name;                // the fullest form in the document that is surely no more than a name
  std::vector<std::string> aliases;  // its other forms that name it without help: no title, no bare head; sorted
  std::vector<uint32_t> mentions;  // indices into Document::mentions, in text order
  bool local = false;  // its name tells which it is in this document alone: "anh Tam", "UBND huyen", "nguoi dan"
};

// Words the linker goes by, as text of seed files (one entry a line).
struct LinkerSeeds {
  std::string_view person_titles;  // before a person's name, no part of it: "ong", "huan luyen vien"
  std::string_view bare_heads;     // nouns that name nothing alone: "bo", "du an"
  std::string_view levels;         // of administration: "tinh"; a name that ends with one is of a place said elsewhere
  std::string_view spelling;       // see Spelling
  std::string_view determiners;    // that point back: "nay", "noi tren"
  std::string_view abbreviations;  // short<TAB>long: two spellings of one word ("TP", "thanh pho")
  std::string_view local_bodies, provinces, districts, countries;  // see LocalBodies
  std::string_view conjunctions;   // phrase<TAB>class: those of class "and" have no letter in an acronym
};

// Resolves inside one document only; const and re-entrant.
//   - equal keys are one entity (core/mention.h),
//   - a shorter form whose syllables stand in order in a longer name with the same head is that name's,
//   - an acronym is the name with its initials ("Bo TT&TT"), or the name it follows in parentheses,
//   - counted programmes that begin alike are one ("8 chuong trinh trong tam cua nganh"),
//   - a bare or determined head ("Bo", "du an nay") is the last entity with that head before it,
//   - a bare title ("Bo truong") is the person who bears it here; such a mention becomes a Person,
//   - bare heads that point at nothing named before are, each with all of its words, one thing that has no other name
//     ("vu tai nan"); pronouns ("anh ay") that point at nobody keep entity -1 and are no node.
// What is known by a given name, an office or a description is local: two documents mean two things by it.
class Linker {
 public:
  explicit Linker(const LinkerSeeds& seeds);
  // Sets Mention::entity. Quadratic in the number of distinct names of one document, and in the mentions of one entity.
  std::vector<LocalEntity> link(Document& document) const;

 private:
  // A mention reduced to what naming compares.
  struct Form {
    EntityType type;
    std::vector<uint64_t> keys;  // syllables without punctuation, person titles and determiners
    uint32_t begin = 0, end = 0;  // syllables of the name, behind titles and before determiners
    std::string initials;        // one letter a syllable but conjunctions, all letters of an acronym
    bool acronym = false;        // holds an all-capital syllable
    bool counted = false;        // begins with a number: "8 chuong trinh"
    bool bare = false;           // only heads that name nothing alone, or determined
  };
  static bool same_name(const Form& a, const Form& b);
  uint32_t behind_title(const Document& document, uint32_t first, uint32_t last) const;
  uint32_t before_determiner(const Document& document, uint32_t first, uint32_t last) const;
  void trim_heads(Document& document) const;
  uint32_t name_begin(const Document& document, const Mention& person) const;
  Form form_of(const Document& document, const Mention& mention) const;
  std::vector<std::optional<uint32_t>> introductions(const Document& document, const std::vector<Form>& forms,
                                                     const std::vector<LocalEntity>& entities) const;
  bool short_for(const Form& shorter, const Form& longer) const;
  bool is_full_name(const Document& document, uint32_t first, uint32_t last) const;
  void link_unnamed(Document& document, const std::vector<Form>& forms, std::vector<LocalEntity>& entities) const;
  void name_entity(const Document& document, const std::vector<Form>& forms, LocalEntity& entity) const;
  bool tells_alone(const Document& document, const Form& form, const Mention& mention) const;
  bool is_of_any_place(const Document& document, const Form& form, const Mention& mention) const;
  void link_offices(Document& document, const std::vector<Form>& forms,
                    std::vector<LocalEntity>& entities) const;

  std::unordered_set<uint64_t> person_titles_, bare_heads_, levels_, determiners_, conjunctions_;
  LocalBodies local_bodies_;
  Spelling spelling_;
  std::unordered_map<uint64_t, std::vector<uint64_t>> abbreviations_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_LINKER_H_
