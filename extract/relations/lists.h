// Lists that run over sentences: "eight programmes ...: First, ... Second, ... Eighth, ...".
#ifndef BOBA_EXTRACT_RELATIONS_LISTS_H_
#define BOBA_EXTRACT_RELATIONS_LISTS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

struct List {
  Span head;  // what the items belong to: a counted noun phrase before the first item
  struct Item {
    uint32_t sentence = 0;
    uint32_t first = 0;  // syllable where its text begins, behind the ordinal
  };
  std::vector<Item> items;
};

// An ordinal that opens a sentence opens an item; the numbers of a list go up from one, other sentences may stand
// between. The head is the last counted noun phrase in the three sentences before the first item whose count is at
// least two.
class ListFinder {
 public:
  // `ordinals`: seeds/grammar/list_ordinals.tsv.
  explicit ListFinder(std::string_view ordinals);
  // Needs sentences and quantities. Adds a mention (Program) for a head that no mention covers. Linear.
  std::vector<List> find(Document& document) const;

 private:
  PhraseMap ordinals_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_LISTS_H_
