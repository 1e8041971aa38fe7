// How names are cut and folded for search: one way for what is stored and what is typed.
#ifndef BOBA_GRAPH_STORE_NAME_TOKENS_H_
#define BOBA_GRAPH_STORE_NAME_TOKENS_H_

#include <string>
#include <string_view>
#include <vector>

namespace boba {

// A name as searches compare it: i/y unified, lower case, without diacritics, letters and digits in runs that one
// space separates. "Bo TT&TT" and its form with diacritics both become "bo tt tt". Input in NFC.
std::string search_form(std::string_view name);

// The runs of search_form(name), sorted, without repeats.
std::vector<std::string> name_tokens(std::string_view name);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_NAME_TOKENS_H_
