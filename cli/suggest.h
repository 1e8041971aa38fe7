// "Did you mean": the nearest of the words that would have been right.
#ifndef BOBA_CLI_SUGGEST_H_
#define BOBA_CLI_SUGGEST_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boba::cli {

// Optimal string alignment distance in bytes: insertions, deletions, substitutions, swaps of neighbours.
size_t edit_distance(std::string_view a, std::string_view b);

// The first of `words` with the least distance to `typed`, if it is at most a third of the length and 1 anyway.
std::optional<std::string> suggest(std::string_view typed, std::span<const std::string> words);

}  // namespace boba::cli

#endif  // BOBA_CLI_SUGGEST_H_
