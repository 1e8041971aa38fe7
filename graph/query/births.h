// When a person was born, as articles put it beside the name: "Le Van A (SN 1990, ...)", "Le Van A, 30 tuoi".
#ifndef BOBA_GRAPH_QUERY_BIRTHS_H_
#define BOBA_GRAPH_QUERY_BIRTHS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"

namespace boba {

// Words as fold() has them, longer ones before those that they begin with (seeds/grammar/births.tsv).
struct BirthCues {
  std::vector<std::string> born;  // before a year, or a date that ends with one
  std::vector<std::string> aged;  // after a number of years

  // Lines of phrase, tab, "born" or "aged"; those that begin with # and any others are passed over.
  static BirthCues parse(std::string_view table);
};

// The year that stands behind one of `names` wherever the text has it; from an age and the year in which the document was
// published, if that is known. Nothing when there is none, and when there are two. An age tells a year to within one.
std::optional<int> birth_year(const DocumentRecord& document, const std::vector<NameForm>& names, const BirthCues& cues);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_BIRTHS_H_
