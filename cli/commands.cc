// The table of commands, in the order of `boba --help`: adding one is one file and one line here.
#include <array>

#include "cli/command.h"

namespace boba::cli {

extern const Command kExtract, kAnnotate, kBuild, kQuery, kShow, kPath, kRank, kStats, kRemove,
    kMerge, kSplit, kExport, kRelations;

std::span<const Command> commands() {
  static const std::array<Command, 13> kCommands = {kExtract, kAnnotate, kBuild, kQuery, kShow,   kPath,     kRank,
                                                    kStats,   kRemove,   kMerge, kSplit, kExport, kRelations};
  return kCommands;
}

}  // namespace boba::cli
