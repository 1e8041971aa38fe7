// A vector as a set.
#ifndef BOBA_CORE_SORT_UNIQUE_H_
#define BOBA_CORE_SORT_UNIQUE_H_

#include <algorithm>
#include <vector>

namespace boba {

// Sorts and leaves each item once. n log n.
template <typename T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace boba

#endif  // BOBA_CORE_SORT_UNIQUE_H_
