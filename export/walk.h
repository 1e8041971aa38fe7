// Visits all that a cursor yields.
#ifndef BOBA_EXPORT_WALK_H_
#define BOBA_EXPORT_WALK_H_

#include <memory>

#include "core/graph.h"
#include "core/result.h"

namespace boba {

// Calls `visit` (const T& -> Status) with each record; stops at the first failure of either, which it returns.
template <typename T, typename Visit>
Status walk(std::unique_ptr<Cursor<T>> cursor, Visit visit) {
  for (;;) {
    auto record = cursor->next();
    if (!record) return record.error();
    if (!*record) return {};
    if (auto done = visit(**record); !done) return done;
  }
}

}  // namespace boba

#endif  // BOBA_EXPORT_WALK_H_
