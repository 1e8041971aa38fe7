#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "graph/store/codec.h"
#include "graph/store/rocksdb_parts.h"

namespace boba {
namespace {

namespace fs = std::filesystem;
using Mode = RocksDbOptions::Mode;

constexpr std::string_view kSchemaKey = "schema";

rocksdb::DBOptions database_options(const RocksDbOptions& options) {
  rocksdb::DBOptions out;
  out.create_if_missing = options.mode == Mode::kCreate;
  out.create_missing_column_families = options.mode != Mode::kRead;
  out.db_write_buffer_size = 4 * options.write_buffer_bytes;
  out.max_background_jobs = 2;
  out.allow_concurrent_memtable_write = false;  // there is one writer
  out.max_file_opening_threads = 1;  // the default starts 16 for each family, which takes longer than opening
  out.bytes_per_sync = 1 << 20;
  out.allow_fallocate = false;  // else the log of a small graph takes 70 MiB
  out.keep_log_file_num = 1;
  out.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  return out;
}

rocksdb::ColumnFamilyOptions family_options(const FamilySpec& spec, const RocksDbOptions& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = 16 << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions out;
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  if (spec.prefix > 0) out.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(spec.prefix));
  out.write_buffer_size = options.write_buffer_bytes;
  out.level_compaction_dynamic_level_bytes = true;
  // What was just written is compacted soon: LZ4 there, zstd where data stays.
  out.compression_per_level = {rocksdb::kLZ4Compression, rocksdb::kZSTD};
  return out;
}

Error no_graph(const std::string& directory, std::string message) {
  return {ErrorCode::kNotFound, std::move(message), directory, "make one: boba build FILES --graph " + directory};
}

bool is_rocksdb_file(const std::string& name) {
  const auto begins = [&](std::string_view with) { return name.starts_with(with); };
  const auto ends = [&](std::string_view with) { return name.ends_with(with); };
  return begins("LOCK") || begins("LOG") || begins("IDENTITY") || begins("MANIFEST-") || begins("OPTIONS-") ||
         ends(".dbtmp") || ends(".log");
}

// Whether there is a database; refuses to make one among other files.
Result<bool> look_at(const std::string& directory, Mode mode) {
  std::error_code error;
  const fs::file_status status = fs::status(directory, error);
  if (!fs::exists(status)) {
    if (error && status.type() != fs::file_type::not_found)
      return Error{ErrorCode::kIo, "the directory cannot be read: " + error.message(), directory};
    if (mode != Mode::kCreate) return no_graph(directory, "there is no such directory");
    fs::create_directories(directory, error);
    if (error) return Error{ErrorCode::kIo, "the directory cannot be made: " + error.message(), directory};
    return false;
  }
  if (!fs::is_directory(status))
    return Error{ErrorCode::kInvalidInput, "a graph is a directory, this is a file", directory, "name another place"};
  if (fs::exists(fs::path(directory) / "CURRENT", error)) return true;
  if (error) return Error{ErrorCode::kIo, "the directory cannot be read: " + error.message(), directory};
  if (mode != Mode::kCreate) return no_graph(directory, "there is no graph in this directory");
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
    if (!is_rocksdb_file(it->path().filename().string()))
      return Error{ErrorCode::kInvalidInput, "the directory holds other files and no graph", directory,
                   "name an empty or new directory"};
  if (error) return Error{ErrorCode::kIo, "the directory cannot be read: " + error.message(), directory};
  return false;
}

// Reads the version, or writes it into a graph that is being made or is of an older one.
Status check_schema(RocksDbParts& parts, Mode mode) {
  std::string bytes;
  const rocksdb::Slice key(kSchemaKey.data(), kSchemaKey.size());
  rocksdb::Status status = parts.db->Get({}, parts.handle(Family::kMeta), key, &bytes);
  if (status.IsNotFound()) {
    if (mode == Mode::kRead) return no_graph(parts.directory, "the graph was never finished being made");
    const std::unique_ptr<rocksdb::Iterator> it(parts.db->NewIterator({}, parts.handle(Family::kDocument)));
    it->SeekToFirst();
    if (it->Valid() || !it->status().ok()) return damaged(Family::kMeta, parts.directory);
    rocksdb::WriteOptions durable;
    durable.sync = true;
    status = parts.db->Put(durable, parts.handle(Family::kMeta), key, encode_u32(kSchemaVersion));
    return status.ok() ? Status() : to_error(status, parts.directory);
  }
  if (!status.ok()) return to_error(status, parts.directory);
  const std::optional<uint32_t> version = decode_u32(bytes);
  if (!version || *version == 0) return damaged(Family::kMeta, parts.directory);
  if (*version > kSchemaVersion)
    return Error{ErrorCode::kUnsupported,
                 "the graph has format version " + std::to_string(*version) + ", this program reads up to " +
                     std::to_string(kSchemaVersion),
                 parts.directory, "use a newer boba, or build the graph again"};
  for (size_t i = 0; i < kFamilies.size(); ++i)
    if (parts.handles[i] == nullptr && kFamilies[i].since <= *version)
      return no_graph(parts.directory, "the graph was never finished being made");
  if (mode == Mode::kRead || *version == kSchemaVersion) return {};
  // The families that are new are empty and there: from now on the graph is of this version.
  status = parts.db->Put({}, parts.handle(Family::kMeta), key, encode_u32(kSchemaVersion));
  return status.ok() ? Status() : to_error(status, parts.directory);
}

// The families to open: all of ours that are there (all of them, when writing) and all others that are there.
Result<std::vector<std::string>> families_to_open(const std::string& directory, const rocksdb::DBOptions& options,
                                                  bool exists, Mode mode) {
  std::vector<std::string> names;
  if (exists) {
    const rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, directory, &names);
    if (!status.ok()) return to_error(status, directory);
  } else {
    names.push_back(rocksdb::kDefaultColumnFamilyName);
  }
  const auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (names.size() > 1 && !has(spec_of(Family::kMeta).name))
    return Error{ErrorCode::kUnsupported, "this is a RocksDB database, but not a graph", directory,
                 "name another directory"};
  for (const FamilySpec& spec : kFamilies) {
    if (has(spec.name)) continue;
    // A newer version may have put families of its own in place of some of ours: it is told from a graph that was
    // never finished by its schema, which is read from what is there.
    if (mode == Mode::kRead && names.size() == 1) return no_graph(directory, "the graph was never finished being made");
    if (mode != Mode::kRead) names.emplace_back(spec.name);
  }
  return names;
}

}  // namespace

RocksDbParts::RocksDbParts() = default;

RocksDbParts::~RocksDbParts() {
  if (db == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* handle : handles)
    if (handle != nullptr) db->DestroyColumnFamilyHandle(handle);
  for (rocksdb::ColumnFamilyHandle* handle : others) db->DestroyColumnFamilyHandle(handle);
  db->Close();
}

Error to_error(const rocksdb::Status& status, const std::string& directory) {
  const std::string what = status.ToString();
  if (status.IsCorruption())
    return {ErrorCode::kCorrupt, "the graph is damaged (" + what + ")", directory,
            "restore a copy, or build the graph again in a new directory"};
  if (what.find("lock") != std::string::npos && what.find("LOCK") != std::string::npos)
    return {ErrorCode::kIo, "another program is writing to this graph (" + what + ")", directory,
            "wait until it is done; reading is possible meanwhile"};
  if (status.IsNoSpace()) return {ErrorCode::kIo, "the disk is full (" + what + ")", directory, "make room and go on"};
  if (status.IsIOError() || status.IsPathNotFound())
    return {ErrorCode::kIo, "the graph cannot be read or written (" + what + ")", directory,
            "check that the files are all there, and the permissions"};
  if (status.IsInvalidArgument() || status.IsNotSupported())
    return {ErrorCode::kUnsupported, "the graph cannot be opened (" + what + ")", directory};
  return {ErrorCode::kIo, what, directory};
}

Error damaged(Family family, const std::string& directory) {
  return {ErrorCode::kCorrupt, "the graph is damaged: a record of " + std::string(spec_of(family).name) +
                                   " is not what it should be",
          directory, "restore a copy, or build the graph again in a new directory"};
}

std::string after_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<uint8_t>(prefix.back()) + 1);
  return prefix;
}

Result<std::unique_ptr<RocksDbParts>> open_rocksdb(const std::string& directory, const RocksDbOptions& options) {
  const Result<bool> exists = look_at(directory, options.mode);
  if (!exists) return exists.error();
  const rocksdb::DBOptions db_options = database_options(options);
  const Result<std::vector<std::string>> names = families_to_open(directory, db_options, *exists, options.mode);
  if (!names) return names.error();

  const auto cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : *names) {
    const auto spec = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const auto& f) { return f.name == name; });
    descriptors.emplace_back(name, family_options(spec == kFamilies.end() ? FamilySpec{} : *spec, options, cache));
  }
  auto parts = std::make_unique<RocksDbParts>();
  parts->directory = directory;
  parts->read_only = options.mode == Mode::kRead;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      parts->read_only ? rocksdb::DB::OpenForReadOnly(db_options, directory, descriptors, &handles, &db)
                       : rocksdb::DB::Open(db_options, directory, descriptors, &handles, &db);
  if (!status.ok()) return to_error(status, directory);
  parts->db.reset(db);
  for (size_t i = 0; i < handles.size(); ++i) {
    const auto spec =
        std::find_if(kFamilies.begin(), kFamilies.end(), [&](const auto& f) { return f.name == (*names)[i]; });
    if (spec == kFamilies.end()) {
      parts->others.push_back(handles[i]);
    } else {
      parts->handles[static_cast<size_t>(spec - kFamilies.begin())] = handles[i];
    }
  }
  if (const Status schema = check_schema(*parts, options.mode); !schema.ok()) return schema.error();
  return parts;
}

}  // namespace boba
