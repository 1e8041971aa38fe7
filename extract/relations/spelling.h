// Whether a syllable is spelled as Vietnamese ones are: tells given names ("Tam") from other names of one word ("Putin").
#ifndef BOBA_EXTRACT_RELATIONS_SPELLING_H_
#define BOBA_EXTRACT_RELATIONS_SPELLING_H_

#include <set>
#include <string>
#include <string_view>

namespace boba {

class Spelling {
 public:
  // Lines of seeds/grammar/spelling.tsv: "initial", "vowel" or "final", a tab, letters without diacritics.
  explicit Spelling(std::string_view seeds);

  // An initial or none, one to three vowels, a final or none. `folded`: lower case, without diacritics.
  bool is_vietnamese(std::string_view folded) const;

 private:
  std::set<std::string, std::less<>> initials_ = {""}, finals_ = {""};
  std::string vowels_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SPELLING_H_
