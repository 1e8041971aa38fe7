// A static map of hashed keys to small numbers: word statistics inside a model.
#ifndef BOBA_EXTRACT_LEARN_BYTE_TABLE_H_
#define BOBA_EXTRACT_LEARN_BYTE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/model_file.h"

namespace boba {

// Three bytes a slot: a 16-bit fingerprint and a value from 1 to 255. A key that was never added has the value 0
// but for one in about 16,000. Constant time on the average. Three slots of four are used.
class ByteTable {
 public:
  // Reads the arrays `prefix`.prints and .values of a model, in place.
  static Result<ByteTable> open(const ModelFile& file, const std::string& prefix);

  uint8_t get(uint64_t key) const {
    return values_[find_print(prints_, count_, home(key, slots_), FeatureTable::fingerprint(key))];  // of free slots: 0
  }
  // To be called some time before get(): memory takes longer than all else.
  void prefetch(uint64_t key) const {
    __builtin_prefetch(prints_ + home(key, slots_));
    __builtin_prefetch(values_ + home(key, slots_));
  }

  // Where the search for `key` begins in a table of `slots`, below 2^32.
  static size_t home(uint64_t key, size_t slots) { return static_cast<size_t>(((key >> 32) * slots) >> 32); }

 private:
  const uint16_t* prints_ = nullptr;
  const uint8_t* values_ = nullptr;
  size_t count_ = 0;  // of slots, with those behind the last home
  size_t slots_ = 0;
};

// Adds the arrays of a ByteTable to `file`. Keys are distinct; their order does not matter. Values 0 are left out.
void write_byte_table(std::vector<std::pair<uint64_t, uint8_t>> entries, const std::string& prefix,
                      ModelFileWriter& file);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_BYTE_TABLE_H_
