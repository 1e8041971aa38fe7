// Vectors of floats that lie anywhere: what matrix products and recurrent states are computed with.
#ifndef BOBA_EXTRACT_LEARN_VECTORS_H_
#define BOBA_EXTRACT_LEARN_VECTORS_H_

#include <cstddef>

namespace boba {

// Wrapped, since a template argument would lose the alignment.
struct Eight {
  typedef float Vector __attribute__((vector_size(32), aligned(4)));
};
struct Sixteen {
  typedef float Vector __attribute__((vector_size(64), aligned(4)));
};
template <typename Width>
constexpr size_t kWide = sizeof(typename Width::Vector) / sizeof(float);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_VECTORS_H_
