#include "extract/relations/rivals.h"

#include <algorithm>
#include <utility>
#include <vector>

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
  std::vector<std::pair<uint64_t, Candidate*>> order;  // by group
  for (size_t begin = 0, end = 0; begin < candidates.size(); begin = end) {
    while (end < candidates.size() && candidates[end].sentence == candidates[begin].sentence) ++end;
    for (size_t r = 0; r < kRivalries; ++r) {
      order.clear();
      for (Candidate& c : candidates.subspan(begin, end - begin)) order.emplace_back(group(c, r), &c);
      std::sort(order.begin(), order.end());
      for (size_t first = 0, last = 0; first < order.size(); first = last) {
        Best best;
        for (; last < order.size() && order[last].first == order[first].first; ++last) best.add(order[last].second->network);
        for (size_t i = first; i < last; ++i) {
          Candidate& c = *order[i].second;
          c.leads[r] = c.network - (c.network == best.first ? best.second : best.first);
        }
      }
    }
  }
}

}  // namespace boba
