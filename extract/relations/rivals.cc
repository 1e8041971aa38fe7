#include "extract/relations/rivals.h"

#include <algorithm>
#include <unordered_map>

#include "core/hash.h"

namespace boba {
namespace {

constexpr float kNobody = -7;  // log odds of a rival that is not there

// The two best log odds of a group.
struct Best {
  float first = kNobody, second = kNobody;
  void add(float odds) {
    second = std::max(second, std::min(first, odds));
    first = std::max(first, odds);
  }
};

// What names the rivals of each kind: same numbers, same group.
uint64_t group(const Candidate& c, size_t rivalry) {
  const uint64_t subject = static_cast<uint64_t>(c.subject.entity) + 1;
  // Clauses that begin together differ in their ends alone.
  const uint64_t object = c.object.entity >= 0 ? static_cast<uint64_t>(c.object.entity) : (uint64_t{1} << 32) + c.object.first;
  switch (rivalry) {
    case kOtherSubjects:
      return mix(mix(1, c.relation), object);
    case kOtherObjects:
      return mix(mix(2, c.relation), mix(subject, c.pattern == Pattern::kPair ? 0 : uint64_t{c.first} + 1));
    default:
      return mix(3, mix(subject, object));
  }
}

}  // namespace

void compare_rivals(std::span<Candidate> candidates) {
  std::unordered_map<uint64_t, Best> groups;
  for (size_t begin = 0, end = 0; begin < candidates.size(); begin = end) {
    groups.clear();
    for (end = begin; end < candidates.size() && candidates[end].sentence == candidates[begin].sentence; ++end)
      for (size_t r = 0; r < kRivalries; ++r)
        groups[group(candidates[end], r)].add(candidates[end].network);
    for (Candidate& c : candidates.subspan(begin, end - begin)) {
      for (size_t r = 0; r < kRivalries; ++r) {
        const Best& best = groups[group(c, r)];
        c.leads[r] = c.network - (c.network == best.first ? best.second : best.first);
      }
    }
  }
}

}  // namespace boba
