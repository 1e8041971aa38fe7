// The file format of every trained model: named arrays behind a checked header, used in place.
//
//   bytes 0..7    "BOBAMDL1"
//         8..15   XXH3 of everything from byte 16 on
//         16..31  kind of model, padded with zeros ("words", "names", ...)
//         32..35  version of that kind; its code knows one version
//         36..39  number of arrays
//         40..47  size of the file
//         48..63  zero
//   then per array 32 bytes: name (16, padded with zeros), offset (8), size in bytes (8)
//   then the arrays, each at an offset that is a multiple of 64.
// Numbers are little-endian, as are the machines that Boba runs on.
#ifndef BOBA_EXTRACT_LEARN_MODEL_FILE_H_
#define BOBA_EXTRACT_LEARN_MODEL_FILE_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace boba {

// A view of a model's bytes, which must outlive it and everything taken from it.
class ModelFile {
 public:
  // Checks magic, kind, version, checksum and that every array lies inside; errors are kCorrupt or kUnsupported.
  // Linear in the bytes (about 10 GB/s), no copy when they are 64-byte aligned.
  static Result<ModelFile> open(std::string_view bytes, std::string_view kind, uint32_t version);

  // The array `name` as numbers of type T, at least `min_size` of them.
  template <typename T>
  Result<std::span<const T>> array(std::string_view name, size_t min_size = 0) const {
    auto bytes = find(name, sizeof(T), min_size);
    if (!bytes) return bytes.error();
    return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), bytes->size() / sizeof(T));
  }

  // Names of all arrays, in the order of the file.
  std::vector<std::string> names() const;

  // Arrays of floats, by name, each with its least size and where it goes.
  struct Floats {
    std::string_view name;
    size_t size;
    std::span<const float>* to;
  };
  Status read(std::initializer_list<Floats> arrays) const;

 private:
  Result<std::string_view> find(std::string_view name, size_t item, size_t min_size) const;

  std::string_view bytes_;
  std::string kind_;
};

// Collects arrays and lays them out. The same arrays give the same bytes.
class ModelFileWriter {
 public:
  // Precondition: name and kind have at most 15 bytes.
  template <typename T>
  void add(std::string name, std::span<const T> numbers) {
    arrays_.emplace_back(std::move(name),
                         std::string(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()));
  }
  template <typename T>
  void add(std::string name, const std::vector<T>& numbers) {
    add(std::move(name), std::span<const T>(numbers));
  }
  std::string finish(std::string_view kind, uint32_t version) const;

 private:
  std::vector<std::pair<std::string, std::string>> arrays_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_MODEL_FILE_H_
