// Stable 64-bit hashes: the same value on every machine and in every version of a format.
#ifndef BOBA_CORE_HASH_H_
#define BOBA_CORE_HASH_H_

#include <cstdint>
#include <string_view>

namespace boba {

// XXH3 (64 bits, little-endian canonical form) of the bytes.
uint64_t hash_bytes(std::string_view bytes, uint64_t seed = 0);

// Mixes two hashes, order-sensitive (the finaliser of MurmurHash3 over a multiply-add).
constexpr uint64_t mix(uint64_t a, uint64_t b) {
  uint64_t h = (a ^ (b + 0x9E3779B97F4A7C15ull + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDull;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53ull;
  return h ^ (h >> 33);
}

}  // namespace boba

#endif  // BOBA_CORE_HASH_H_
