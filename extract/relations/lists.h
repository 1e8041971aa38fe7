// Lists that run over sentences or clauses: "eight programmes ...: First, ... Second, ... Eighth, ...".
#ifndef BOBA_EXTRACT_RELATIONS_LISTS_H_
#define BOBA_EXTRACT_RELATIONS_LISTS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "extract/annotators/phrase_map.h"
#include "extract/relations/cues.h"

namespace boba {

struct List {
  uint32_t first = 0, last = 0;  // syllables of the head: a counted noun phrase before the first item; a mention covers it
  struct Item {
    uint32_t sentence = 0;
    uint32_t first = 0, last = 0;  // syllables of its text, behind the ordinal, to the next item or the end of the sentence
  };
  std::vector<Item> items;  // at least two, numbered from one
};

// An ordinal behind which a mark or "is" stands opens an item where it begins a sentence or follows a colon or
// semicolon, and behind a comma when it goes on with a list. The numbers of a list go up from one, other sentences may stand between. The head counts as many as there are
// items or a little more, of nouns that lists consist of, and stands at most three sentences before the first item. A bare
// head ("two tasks") names nothing: then the items belong to what has it ("the plan has two tasks").
class ListFinder {
 public:
  // The words of seeds/grammar/list_ordinals.tsv and list_nouns.tsv.
  ListFinder(std::string_view ordinals, std::string_view nouns);

  // Needs sentences, words and quantities. Makes the head a mention, and every other phrase of the document that begins
  // with the same number and noun; takes ordinals out of mentions and times ("thu tu" is no Wednesday here). Linear.
  std::vector<List> find(Document& document, const CueLexicon& cues) const;

 private:
  struct Ordinal {
    int number = 0;
    uint32_t first = 0, last = 0;  // syllables; `last` is where the item's text begins
  };
  struct Head {
    EntityType type = EntityType::kProgram;
    uint32_t sentence = 0, first = 0, last = 0;
    bool bare = false;  // only a number and a noun: names nothing alone
  };
  std::optional<Ordinal> ordinal_at(const Document& document, uint32_t sentence, uint32_t at, const CueLexicon& cues) const;
  std::optional<Head> counted_phrase(const Document& document, uint32_t quantity, const CueLexicon& cues) const;
  std::optional<Head> head_of(const Document& document, const List& list, const CueLexicon& cues) const;
  static bool give_to_owner(const Document& document, Head& head);
  void mention_head(Document& document, const Head& head, const CueLexicon& cues) const;

  PhraseMap ordinals_, nouns_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_LISTS_H_
