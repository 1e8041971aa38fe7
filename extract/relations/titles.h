// Titles in quotation marks: what they hold is one name.
#ifndef BOBA_EXTRACT_RELATIONS_TITLES_H_
#define BOBA_EXTRACT_RELATIONS_TITLES_H_

#include <string_view>

#include "core/document.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

// The words between two quotation marks of a sentence name a programme or a document when they begin with a capital and
// a head noun of one ("Chien luoc ...").
class TitleFinder {
 public:
  // seeds/gazetteers/program_heads.txt and document_heads.txt.
  TitleFinder(std::string_view program_heads, std::string_view document_heads);

  // Needs sentences and names. Makes each such title a mention and drops the mentions that stand inside it or reach over
  // a mark of it. Linear.
  void find(Document& document) const;

 private:
  PhraseMap heads_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_TITLES_H_
