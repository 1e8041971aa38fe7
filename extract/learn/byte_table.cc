#include "extract/learn/byte_table.h"

#include <algorithm>

namespace boba {

Result<ByteTable> ByteTable::open(const ModelFile& file, const std::string& prefix) {
  const auto slots = file.array<uint32_t>(prefix + ".slots", 1);
  if (!slots) return slots.error();
  const auto prints = file.array<uint16_t>(prefix + ".prints", size_t{(*slots)[0]} + 1);
  if (!prints) return prints.error();
  const auto values = file.array<uint8_t>(prefix + ".values", prints->size());
  if (!values) return values.error();
  if ((*slots)[0] == 0 || prints->back() != 0)
    return Error{ErrorCode::kCorrupt, "table without slots or end", prefix, "train the model again"};
  ByteTable table;
  table.prints_ = prints->data();
  table.values_ = values->data();
  table.count_ = prints->size();
  table.slots_ = (*slots)[0];
  return table;
}

void write_byte_table(std::vector<std::pair<uint64_t, uint8_t>> entries, const std::string& prefix,
                      ModelFileWriter& file) {
  std::erase_if(entries, [](const auto& entry) { return entry.second == 0; });
  std::sort(entries.begin(), entries.end());
  const auto slots = static_cast<uint32_t>(entries.size() + entries.size() / 3 + 1);
  std::vector<uint16_t> prints(slots + entries.size() + 1);
  std::vector<uint8_t> values(prints.size());
  size_t used = slots;
  for (const auto& [key, value] : entries) {
    size_t at = ByteTable::home(key, slots);
    while (prints[at] != 0) ++at;
    prints[at] = FeatureTable::fingerprint(key);
    values[at] = value;
    used = std::max(used, at + 1);
  }
  prints.resize(used + 1);
  values.resize(used + 1);
  file.add(prefix + ".slots", std::span(&slots, 1));
  file.add(prefix + ".prints", prints);
  file.add(prefix + ".values", values);
}

}  // namespace boba
