// What only a store on disk can do: be missing, locked, damaged, newer, reopened, killed.
#include "graph/store/rocksdb_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "graph/store/codec.h"
#include "graph/store/memory_store.h"
#include "tests/support/graph_dump.h"
#include "tests/support/random_facts.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using Mode = RocksDbOptions::Mode;
using namespace boba::testing;

std::unique_ptr<Store> open(const std::string& directory, Mode mode) {
  return must(open_rocksdb_store(directory, {mode}));
}

Error error_of(const std::string& directory, Mode mode) {
  const auto result = open_rocksdb_store(directory, {mode});
  return result.ok() ? Error{ErrorCode::kInvalidInput, "it opened"} : result.error();
}

std::vector<DocumentFacts> some_documents(uint64_t seed, int count) {
  RandomFacts random(seed);
  std::vector<DocumentFacts> documents;
  for (int i = 0; i < count; ++i) documents.push_back(random.document("doc" + std::to_string(i)));
  return documents;
}

TEST(RocksDbStore, IsThereWhenOpenedAgain) {
  TempDir dir;
  const auto documents = some_documents(1, 10);
  std::string before;
  {
    const auto store = open(dir / "deep/er/graph", Mode::kCreate);
    must(store->put(documents, relation_names()));
    before = dump(*store->snapshot());
  }
  EXPECT_EQ(dump(*open(dir / "deep/er/graph", Mode::kRead)->snapshot()), before);
  const auto store = open(dir / "deep/er/graph", Mode::kCreate);
  EXPECT_EQ(must(store->put(documents, relation_names())).unchanged, 10u);
  must(store->finish());
  EXPECT_EQ(dump(*store->snapshot()), before);
  EXPECT_GT(must(store->size_on_disk()), 1000u);
}

TEST(RocksDbStore, SaysWhatIsMissing) {
  TempDir dir;
  Error error = error_of(dir / "none", Mode::kRead);
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_THAT(error.to_string(), HasSubstr(dir / "none: there is no such directory"));
  EXPECT_THAT(error.advice, HasSubstr("boba build"));
  EXPECT_EQ(error_of(dir / "none", Mode::kWrite).code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(dir / "none")) << "looking makes nothing";

  fs::create_directory(dir / "empty");
  error = error_of(dir / "empty", Mode::kRead);
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_THAT(error.message, HasSubstr("no graph"));
  EXPECT_TRUE(fs::is_empty(dir / "empty"));
  EXPECT_TRUE(open_rocksdb_store(dir / "empty", {Mode::kCreate}).ok());
}

TEST(RocksDbStore, TouchesNothingThatIsNotItsOwn) {
  TempDir dir;
  std::ofstream(dir / "file") << "text";
  EXPECT_EQ(error_of(dir / "file", Mode::kCreate).code, ErrorCode::kInvalidInput);
  EXPECT_EQ(error_of(dir / "file/graph", Mode::kCreate).code, ErrorCode::kIo);
  const Error error = error_of(dir.path(), Mode::kCreate);
  EXPECT_EQ(error.code, ErrorCode::kInvalidInput);
  EXPECT_THAT(error.message, HasSubstr("other files"));

  rocksdb::DB* raw = nullptr;
  rocksdb::ColumnFamilyHandle* family = nullptr;
  rocksdb::Options options;
  options.create_if_missing = true;
  ASSERT_TRUE(rocksdb::DB::Open(options, dir / "foreign", &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  ASSERT_TRUE(db->CreateColumnFamily({}, "users", &family).ok());
  db->DestroyColumnFamilyHandle(family);
  EXPECT_EQ(error_of(dir / "foreign", Mode::kCreate).code, ErrorCode::kUnsupported);
}

TEST(RocksDbStore, HasOneWriterAndReadersBesideIt) {
  TempDir dir;
  const auto writer = open(dir / "graph", Mode::kCreate);
  must(writer->put(some_documents(2, 5), relation_names()));
  const Error error = error_of(dir / "graph", Mode::kWrite);
  EXPECT_EQ(error.code, ErrorCode::kIo);
  EXPECT_THAT(error.message, HasSubstr("another program is writing"));
  const auto reader = open(dir / "graph", Mode::kRead);
  EXPECT_EQ(dump(*reader->snapshot()), dump(*writer->snapshot()));
  const auto put = reader->put(some_documents(3, 1), relation_names());
  ASSERT_FALSE(put.ok());
  EXPECT_EQ(put.error().code, ErrorCode::kUnsupported);
  EXPECT_FALSE(reader->remove("doc1").ok());
  const auto merged = reader->record({{{1, 2}}, {}});
  ASSERT_FALSE(merged.ok());
  EXPECT_EQ(merged.error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(reader->finish().ok());
}

// Writes a record behind the store's back.
void overwrite(const std::string& directory, const std::string& family, const std::string& key,
               const std::string& value) {
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, directory, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open({}, directory, descriptors, &handles, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (handle->GetName() == family) {
      EXPECT_TRUE(db->Put({}, handle, key, value).ok());
    }
    db->DestroyColumnFamilyHandle(handle);
  }
}

TEST(RocksDbStore, RefusesANewerFormat) {
  TempDir dir;
  open(dir / "graph", Mode::kCreate).reset();
  overwrite(dir / "graph", "meta", "schema", encode_u32(kSchemaVersion + 1));
  for (Mode mode : {Mode::kRead, Mode::kWrite, Mode::kCreate}) {
    const Error error = error_of(dir / "graph", mode);
    EXPECT_EQ(error.code, ErrorCode::kUnsupported);
    EXPECT_THAT(error.message, HasSubstr("format version " + std::to_string(kSchemaVersion + 1)));
    EXPECT_THAT(error.advice, HasSubstr("newer boba"));
  }
  overwrite(dir / "graph", "meta", "schema", "x");
  EXPECT_EQ(error_of(dir / "graph", Mode::kRead).code, ErrorCode::kCorrupt);
}

// Takes families away, as an older version would have left the graph.
void drop_families(const std::string& directory, const std::vector<std::string>& dropped) {
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, directory, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open({}, directory, descriptors, &handles, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (std::find(dropped.begin(), dropped.end(), handle->GetName()) != dropped.end()) {
      EXPECT_TRUE(db->DropColumnFamily(handle).ok());
    }
    db->DestroyColumnFamilyHandle(handle);
  }
}

TEST(RocksDbStore, ReadsAndWritesOlderFormats) {
  for (uint32_t version : {1, 2}) {
    SCOPED_TRACE(version);
    TempDir dir;
    must(open(dir / "graph", Mode::kCreate)->put(some_documents(7, 4), relation_names()));
    const std::string before = dump(*open(dir / "graph", Mode::kRead)->snapshot());
    overwrite(dir / "graph", "meta", "schema", encode_u32(version));
    drop_families(dir / "graph", {"separate.1"});
    if (version == 1) drop_families(dir / "graph", {"merge.1", "moved.1"});
    EXPECT_EQ(dump(*open(dir / "graph", Mode::kRead)->snapshot()), before);
    {
      const auto store = open(dir / "graph", Mode::kWrite);
      EXPECT_EQ(dump(*store->snapshot()), before);
      EXPECT_EQ(must(store->record({{{1, 2}}, {{3, "d"}}})), 2u);
    }
    EXPECT_EQ(open(dir / "graph", Mode::kRead)->snapshot()->identity_records().size(), 2u);
    drop_families(dir / "graph", {"separate.1"});
    EXPECT_EQ(error_of(dir / "graph", Mode::kRead).code, ErrorCode::kNotFound) << "of this format it must have it";
  }
}

TEST(RocksDbStore, ReadsMergesOfAFormatWithoutSeparations) {
  TempDir dir;
  must(open(dir / "graph", Mode::kCreate)->record({{{1, 2}}, {}}));
  overwrite(dir / "graph", "meta", "schema", encode_u32(2));
  drop_families(dir / "graph", {"separate.1"});
  EXPECT_EQ(open(dir / "graph", Mode::kRead)->snapshot()->identity_records().size(), 1u);
}

TEST(RocksDbStore, ReportsADamagedMergeOrSeparation) {
  for (const char* family : {"merge.1", "separate.1"}) {
    TempDir dir;
    open(dir / "graph", Mode::kCreate).reset();
    overwrite(dir / "graph", family, "short", "");
    EXPECT_EQ(error_of(dir / "graph", Mode::kRead).code, ErrorCode::kCorrupt) << family;
  }
}

TEST(RocksDbStore, ReportsDamagedRecords) {
  TempDir dir;
  const auto documents = some_documents(4, 6);
  must(open(dir / "graph", Mode::kCreate)->put(documents, relation_names()));
  overwrite(dir / "graph", "statement.1", encode_owned_key(5, "doc1"), "nonsense");
  overwrite(dir / "graph", "entity.1", encode_owned_key(5, "doc1"), "nonsense");
  overwrite(dir / "graph", "document.1", "doc2", "nonsense");
  const auto store = open(dir / "graph", Mode::kWrite);
  const auto snapshot = store->snapshot();
  const auto expect_corrupt = [](const auto& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kCorrupt) << result.error().to_string();
    EXPECT_FALSE(result.error().advice.empty());
  };
  expect_corrupt(snapshot->statement(5));
  expect_corrupt(snapshot->statements()->next());
  expect_corrupt(snapshot->entity(5));
  expect_corrupt(snapshot->document("doc2"));
  expect_corrupt(store->remove("doc2"));
  expect_corrupt(store->put(std::vector{documents[2]}, relation_names()));
  EXPECT_TRUE(store->remove("doc3").ok()) << "what is whole goes on";
}

TEST(RocksDbStore, SurvivesDamagedFiles) {
  const auto documents = some_documents(5, 40);
  RandomFacts random(6);
  int refused = 0;
  for (int round = 0; round < 15; ++round) {
    TempDir dir;
    {
      const auto store = open(dir / "graph", Mode::kCreate);
      must(store->put(documents, relation_names()));
      must(store->finish());
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(dir / "graph"))
      if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    const fs::path& file = random.pick(files);
    const auto size = fs::file_size(file);
    if (random.below(2) == 0) {
      fs::resize_file(file, random.below(size));
    } else {
      std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(static_cast<std::streamoff>(random.below(size)));
      bytes.put(static_cast<char>(random.below(256)));
    }
    try {
      dump(*must(open_rocksdb_store(dir / "graph", {Mode::kRead}))->snapshot());
    } catch (const std::runtime_error& error) {  // thrown by must(), with the store's message
      EXPECT_THAT(error.what(), HasSubstr("graph"));
      ++refused;
    } catch (const std::bad_optional_access&) {
      ++refused;  // dump() found a record gone
    }
  }
  EXPECT_GT(refused, 0);
}

// Cuts the log where a crash might, and looks what is left: whole documents, in the order they came.
TEST(RocksDbStore, ATornLogLeavesWholeDocuments) {
  const auto documents = some_documents(7, 12);
  TempDir dir;
  fs::path log;
  {
    const auto store = open(dir / "graph", Mode::kCreate);
    for (const DocumentFacts& facts : documents) must(store->put(std::span(&facts, 1), relation_names()));
    fs::copy(dir / "graph", dir / "torn", fs::copy_options::recursive);  // as a killed program leaves it
  }
  for (const auto& entry : fs::directory_iterator(dir / "torn"))
    if (entry.path().extension() == ".log" && (log.empty() || entry.path() > log)) log = entry.path();
  std::vector<std::string> prefixes;  // what the first n documents say
  const auto oracle = make_memory_store();
  prefixes.push_back(dump(*oracle->snapshot()));
  for (const DocumentFacts& facts : documents) {
    must(oracle->put(std::span(&facts, 1), relation_names()));
    prefixes.push_back(dump(*oracle->snapshot()));
  }
  const auto size = fs::file_size(log);
  ASSERT_GT(size, 2000u);
  std::set<size_t> lengths;
  for (uintmax_t cut = 0; cut <= size; cut += 1 + size / 40) {
    fs::remove_all(dir / "cut");
    fs::copy(dir / "torn", dir / "cut", fs::copy_options::recursive);
    fs::resize_file(fs::path(dir / "cut") / log.filename(), cut);
    const auto store = open(dir / "cut", Mode::kCreate);
    const auto found = std::find(prefixes.begin(), prefixes.end(), dump(*store->snapshot()));
    ASSERT_NE(found, prefixes.end()) << "cut at byte " << cut << " of " << size;
    lengths.insert(static_cast<size_t>(found - prefixes.begin()));
  }
  EXPECT_GT(lengths.size(), 8u);
}

// Kills a writer at random moments, and finds whole documents.
TEST(RocksDbStore, AKilledWriterLeavesWholeDocuments) {
  TempDir dir;
  const auto documents = some_documents(8, 60);
  RandomFacts random(std::random_device{}());
  for (int round = 0; round < 6; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = open_rocksdb_store(dir / "graph", {Mode::kCreate});
      if (!store.ok()) _exit(1);
      for (int i = 0; i < 100; ++i) {
        (void)(*store)->put(documents, relation_names());
        for (int d = 0; d < 60; d += 2) (void)(*store)->remove("doc" + std::to_string(d));
      }
      _exit(0);
    }
    usleep(static_cast<useconds_t>(20000 + random.below(60000)));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    const auto store = open(dir / "graph", Mode::kCreate);
    const auto snapshot = store->snapshot();
    const auto oracle = make_memory_store();
    for (const DocumentRecord& record : drain(snapshot->documents()))
      must(oracle->put(std::vector{documents[std::stoul(record.id.substr(3))]}, relation_names()));
    const auto without_relations = [](const std::string& text) { return text.substr(0, text.rfind("relations ")); };
    ASSERT_EQ(without_relations(dump(*snapshot)), without_relations(dump(*oracle->snapshot())));
  }
}

TEST(RocksDbStore, ReadersStandStillWhileAWriterGoesOn) {
  TempDir dir;
  const auto store = open(dir / "graph", Mode::kCreate);
  const auto documents = some_documents(9, 30);
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0;
  std::atomic<int> torn = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      while (!done || reads < 4) {
        const auto snapshot = store->snapshot();
        // Every statement of a document that is there is there, and every entity it names.
        for (const DocumentRecord& d : drain(snapshot->documents())) {
          const auto ids = must(snapshot->statements_of(d.id));
          for (StatementId id : *ids) {
            const auto s = must(snapshot->statement(id));
            if (!s || !must(snapshot->entity(s->subject))) ++torn;
          }
        }
        ++reads;
      }
    });
  for (int round = 0; round < 5; ++round) {
    for (const DocumentFacts& facts : documents) must(store->put(std::span(&facts, 1), relation_names()));
    for (size_t i = 0; i < documents.size(); i += 2) must(store->remove(documents[i].document.id));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_GE(reads, 4);
}

TEST(RocksDbStore, ManyThreadsMayPut) {
  TempDir dir;
  const auto store = open(dir / "graph", Mode::kCreate);
  const auto documents = some_documents(10, 40);
  std::vector<std::thread> writers;
  for (size_t t = 0; t < 4; ++t)
    writers.emplace_back([&, t] {
      for (size_t i = t; i < documents.size(); i += 4) must(store->put(std::span(&documents[i], 1), relation_names()));
    });
  for (std::thread& writer : writers) writer.join();
  const auto oracle = make_memory_store();
  must(oracle->put(documents, relation_names()));
  EXPECT_EQ(dump(*store->snapshot()), dump(*oracle->snapshot()));
}

}  // namespace
}  // namespace boba
