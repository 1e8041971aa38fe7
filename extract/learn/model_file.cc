#include "extract/learn/model_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/hash.h"

namespace boba {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "BOBAMDL1";
constexpr size_t kAlignment = 64;
constexpr size_t kHashed = 16;  // the checksum covers everything from here

struct Header {
  char magic[8];
  uint64_t checksum;
  char kind[16];
  uint32_t version;
  uint32_t arrays;
  uint64_t size;
  char zero[16];
};
static_assert(sizeof(Header) == 64);

struct Entry {
  char name[16];
  uint64_t offset;
  uint64_t size;
};
static_assert(sizeof(Entry) == 32);

std::string_view padded(const char (&name)[16]) { return {name, strnlen(name, sizeof(name))}; }

Entry entry_at(std::string_view bytes, size_t index) {
  Entry entry;
  std::memcpy(&entry, bytes.data() + sizeof(Header) + index * sizeof(Entry), sizeof(entry));
  return entry;
}

Error corrupt(std::string_view kind, std::string message) {
  return {ErrorCode::kCorrupt, std::move(message), fmt::format("{} model", kind), "train or fetch the model again"};
}

size_t aligned(size_t offset) { return (offset + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

Result<ModelFile> ModelFile::open(std::string_view bytes, std::string_view kind, uint32_t version) {
  Header header;
  if (bytes.size() < sizeof(header)) return corrupt(kind, fmt::format("only {} bytes", bytes.size()));
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::string_view(header.magic, sizeof(header.magic)) != kMagic) return corrupt(kind, "not a model file");
  if (header.size != bytes.size())
    return corrupt(kind, fmt::format("{} bytes where {} are announced", bytes.size(), header.size));
  if (padded(header.kind) != kind) return corrupt(kind, fmt::format("a model of kind '{}'", padded(header.kind)));
  if (header.version != version)
    return Error{ErrorCode::kUnsupported, fmt::format("version {}, this program reads {}", header.version, version),
                 fmt::format("{} model", kind), "train the model with this version of boba-train"};
  if (header.checksum != hash_bytes(bytes.substr(kHashed))) return corrupt(kind, "checksum does not match");
  if (header.arrays > (bytes.size() - sizeof(header)) / sizeof(Entry)) return corrupt(kind, "too many arrays");
  for (size_t i = 0; i < header.arrays; ++i) {
    const Entry entry = entry_at(bytes, i);
    if (entry.offset % kAlignment != 0 || entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset)
      return corrupt(kind, fmt::format("array '{}' lies outside", padded(entry.name)));
  }
  ModelFile file;
  file.bytes_ = bytes;
  file.kind_ = kind;
  return file;
}

std::vector<std::string> ModelFile::names() const {
  Header header;
  std::memcpy(&header, bytes_.data(), sizeof(header));
  std::vector<std::string> all;
  for (size_t i = 0; i < header.arrays; ++i) {
    const Entry entry = entry_at(bytes_, i);
    all.emplace_back(padded(entry.name));
  }
  return all;
}

Status ModelFile::read(std::initializer_list<Floats> arrays) const {
  for (const Floats& wanted : arrays) {
    const auto found = array<float>(wanted.name, wanted.size);
    if (!found) return found.error();
    *wanted.to = *found;
  }
  return {};
}

Result<std::string_view> ModelFile::find(std::string_view name, size_t item, size_t min_size) const {
  Header header;
  std::memcpy(&header, bytes_.data(), sizeof(header));
  for (size_t i = 0; i < header.arrays; ++i) {
    const Entry entry = entry_at(bytes_, i);
    if (padded(entry.name) != name) continue;
    const std::string_view found = bytes_.substr(entry.offset, entry.size);
    if (found.size() % item != 0 || found.size() / item < min_size)
      return corrupt(kind_, fmt::format("array '{}' has {} bytes", name, found.size()));
    if (reinterpret_cast<uintptr_t>(found.data()) % item != 0)
      return corrupt(kind_, fmt::format("array '{}' is not aligned in memory", name));
    return found;
  }
  return corrupt(kind_, fmt::format("no array '{}'", name));
}

std::string ModelFileWriter::finish(std::string_view kind, uint32_t version) const {
  Header header = {};
  std::memcpy(header.magic, kMagic.data(), kMagic.size());
  std::memcpy(header.kind, kind.data(), std::min(kind.size(), sizeof(header.kind) - 1));
  header.version = version;
  header.arrays = static_cast<uint32_t>(arrays_.size());
  std::string out(sizeof(Header) + arrays_.size() * sizeof(Entry), '\0');
  for (size_t i = 0; i < arrays_.size(); ++i) {
    const auto& [name, bytes] = arrays_[i];
    out.resize(aligned(out.size()));
    Entry entry = {};
    std::memcpy(entry.name, name.data(), std::min(name.size(), sizeof(entry.name) - 1));
    entry.offset = out.size();
    entry.size = bytes.size();
    std::memcpy(out.data() + sizeof(Header) + i * sizeof(Entry), &entry, sizeof(entry));
    out += bytes;
  }
  header.size = out.size();
  std::memcpy(out.data(), &header, sizeof(header));
  header.checksum = hash_bytes(std::string_view(out).substr(kHashed));
  std::memcpy(out.data(), &header, sizeof(header));
  return out;
}

}  // namespace boba
