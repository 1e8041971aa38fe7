#include "extract/annotators/clusters.h"

#include <algorithm>
#include <bit>

#include "embedded/models.h"
#include "extract/learn/model_file.h"

namespace boba {
namespace {

constexpr size_t kMaxUnit = 4;  // syllables

}  // namespace

Result<ClusterTable> ClusterTable::load(std::string_view model) {
  const auto file = ModelFile::open(model, kModelKind, kModelVersion);
  if (!file) return file.error();
  const auto paths = file->array<uint64_t>("paths", 1);
  if (!paths) return paths.error();
  const auto fine = file->array<uint8_t>("fine", paths->size());
  if (!fine) return fine.error();
  const auto coarse = file->array<uint8_t>("coarse", kNone);
  if (!coarse) return coarse.error();
  ClusterTable table;
  table.coarse_.assign(coarse->begin(), coarse->end());
  table.coarse_.resize(kNone + size_t{1}, kNone);
  table.nodes_.resize(std::bit_ceil(paths->size() * 2));
  for (size_t i = 0; i < paths->size(); ++i) {
    size_t at = (*paths)[i] >> 8;
    while (table.nodes_[at & (table.nodes_.size() - 1)].path != 0) ++at;
    table.nodes_[at & (table.nodes_.size() - 1)] = {(*paths)[i], (*fine)[i]};
  }
  return table;
}

Result<ClusterTable> ClusterTable::load() { return load(models::find("clusters.model")); }

const ClusterTable::Node* ClusterTable::find(uint64_t path) const {
  for (size_t i = path >> 8;; ++i) {
    const Node& node = nodes_[i & (nodes_.size() - 1)];
    if (node.path == path) return &node;
    if (node.path == 0) return nullptr;
  }
}

ClusterTable::Match ClusterTable::longest(std::span<const Syllable> syllables, size_t at) const {
  Match best;
  uint64_t path = 0;
  for (size_t i = at; i < std::min(at + kMaxUnit, syllables.size()); ++i) {
    path = unit_path(path, unit_key(syllables[i]));
    const Node* node = find(path);
    if (node == nullptr) break;
    if (node->fine != kNone) best = {static_cast<uint32_t>(i - at + 1), node->fine, coarse_[node->fine]};
  }
  return best;
}

}  // namespace boba
