#include "export/edtf.h"

#include <chrono>

namespace boba {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `pattern` with 'd' for a digit; every other character stands for itself.
bool matches(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (pattern[i] == 'd' ? !is_digit(text[i]) : text[i] != pattern[i]) return false;
  return true;
}

unsigned number(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

bool is_date(std::string_view text) {
  if (!matches(text, "dddd-dd-dd")) return false;
  using namespace std::chrono;
  return year_month_day(year(static_cast<int>(number(text.substr(0, 4)))), month(number(text.substr(5, 2))),
                        day(number(text.substr(8, 2))))
      .ok();
}

bool is_time(std::string_view text) {
  if (!matches(text.substr(0, 8), "dd:dd:dd")) return false;
  if (number(text.substr(0, 2)) > 23 || number(text.substr(3, 2)) > 59 || number(text.substr(6, 2)) > 59) return false;
  const std::string_view zone = text.substr(8);
  return zone.empty() || zone == "Z" || matches(zone, "+dd:dd") || matches(zone, "-dd:dd");
}

// "P" years, months, days ("P12M"): what the extractor writes; weeks are EDTF's alone.
bool is_duration(std::string_view text) {
  if (text.size() < 3 || text[0] != 'P') return false;
  std::string_view units = "YMD";
  for (size_t at = 1; at < text.size(); ++at) {
    const size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == begin || at == text.size()) return false;
    const size_t unit = units.find(text[at]);
    if (unit == std::string_view::npos) return false;
    units.remove_prefix(unit + 1);
  }
  return true;
}

}  // namespace

std::string_view edtf_datatype(std::string_view edtf) {
  if (is_date(edtf)) return "xsd:date";
  if (matches(edtf, "dddd-dd") && number(edtf.substr(5)) >= 1 && number(edtf.substr(5)) <= 12) return "xsd:gYearMonth";
  if (matches(edtf, "dddd") && edtf != "0000") return "xsd:gYear";
  if (edtf.size() >= 19 && is_date(edtf.substr(0, 10)) && edtf[10] == 'T' && is_time(edtf.substr(11)))
    return "xsd:dateTime";
  if (is_duration(edtf)) return "xsd:duration";
  return "edtf:EDTF";
}

std::optional<int> edtf_year(std::string_view edtf) {
  if (edtf.size() < 4 || !matches(edtf.substr(0, 4), "dddd")) return std::nullopt;
  if (edtf.size() > 4 && edtf[4] != '-' && edtf[4] != '/') return std::nullopt;
  return static_cast<int>(number(edtf.substr(0, 4)));
}

}  // namespace boba
