// What the thread sanitizer is told in each program that opens a store.
//
// Debian's RocksDB is built without the sanitizer, which so does not see how its memtables order reads and writes.
// Reports with one of its frames are left out of account; those of our own code alone are not.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_options() { return "history_size=7"; }  // frames of both sides are needed
extern "C" const char* __tsan_default_suppressions() { return "race:^rocksdb::\nrace:^non-virtual thunk to rocksdb::\n"; }
