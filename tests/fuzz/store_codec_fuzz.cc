// Any bytes as a key or a value of the store: no crash, and what is accepted is what an encoder writes.
#include <cstdlib>
#include <string_view>

#include "graph/store/codec.h"

namespace {

template <typename Value>
void expect_same(const std::optional<Value>& value, std::string_view bytes) {
  if (value && boba::encode(*value) != bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boba;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  expect_same(decode_claim(bytes), bytes);
  expect_same(decode_statement(bytes), bytes);
  expect_same(decode_entity(bytes), bytes);
  expect_same(decode_document(bytes), bytes);
  (void)decode_document_header(bytes);
  (void)decode_newest_key(bytes);
  for (IndexOrder order : {IndexOrder::kSpo, IndexOrder::kPos, IndexOrder::kOsp})
    if (const auto key = decode_index_key(order, bytes); key && encode_index_key(order, *key) != bytes) std::abort();
  if (const auto key = decode_owned_key(bytes); key && encode_owned_key(key->id, key->document) != bytes) std::abort();
  if (const auto key = decode_name_key(bytes); key && encode_name_key(key->token, key->entity) != bytes) std::abort();
  return 0;
}
