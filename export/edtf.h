// Dates of the graph (EDTF level 1, loc.gov/standards/datetime) as RDF literals.
#ifndef BOBA_EXPORT_EDTF_H_
#define BOBA_EXPORT_EDTF_H_

#include <optional>
#include <string_view>

namespace boba {

// The datatype, as a compact IRI, in which `edtf` is a legal literal as it stands: xsd:dateTime, xsd:date,
// xsd:gYearMonth, xsd:gYear, xsd:duration, or edtf:EDTF for everything else (id.loc.gov/datatypes/edtf/EDTF).
std::string_view edtf_datatype(std::string_view edtf);

// The four-digit year a value begins with ("2020-08-18", "2020/2025"); nothing for "XXXX-08-14".
std::optional<int> edtf_year(std::string_view edtf);

}  // namespace boba

#endif  // BOBA_EXPORT_EDTF_H_
