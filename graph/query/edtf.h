// Dates as ranges of days, to compare what texts say with what people ask. EDTF (ISO 8601-2:2019) levels 0 and 1,
// and of level 2 the unspecified digits and sub-year groupings.
#ifndef BOBA_GRAPH_QUERY_EDTF_H_
#define BOBA_GRAPH_QUERY_EDTF_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace boba {

// First and last day as year * 10000 + month * 100 + day. A month is taken to have 31 days: days are compared, not
// counted.
struct Period {
  int32_t first = std::numeric_limits<int32_t>::min();
  int32_t last = std::numeric_limits<int32_t>::max();
  bool overlaps(Period other) const { return first <= other.last && other.first <= last; }
  friend bool operator==(const Period&, const Period&) = default;
};

// "2020", "2020-08", "2020-08-18", "202X", "2020-XX", "2020-34" (second quarter; seasons are their year), "2020/2025",
// "../2020"; marks of doubt and times of day are left out of account. Nothing for what gives no year ("XXXX-08-14",
// "P12M") and for what is no EDTF.
std::optional<Period> parse_period(std::string_view edtf);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_EDTF_H_
