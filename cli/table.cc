#include "cli/table.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "core/utf8.h"

namespace boba::cli {
namespace {

size_t width_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const auto mask = U_GET_GC_MASK(point);
  if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) != 0) return 0;
  const int wide = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-';
  });
}

}  // namespace

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.length;
    width += width_of(c.value);
  }
  return width;
}

std::string cut_to_width(std::string_view text, size_t width) {
  if (width == 0 || display_width(text) <= width) return std::string(text);
  size_t at = 0, used = 1;  // the ellipsis
  while (at < text.size()) {
    const CodePoint c = decode(text, at);
    if (used + width_of(c.value) > width) break;
    used += width_of(c.value);
    at += c.length;
  }
  std::string out(text.substr(0, at));
  append(out, U'\u2026');
  return out;
}

Table::Table(std::vector<std::string> header, size_t widest) : widest_(widest) {
  rows_.push_back({std::move(header), {}});
}

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) {
    std::replace_if(cell.begin(), cell.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    cell = cut_to_width(cell, widest_);
  }
  rows_.push_back({std::move(cells), {}});
}

void Table::add_note(std::string line) { rows_.back().notes.push_back(std::move(line)); }

std::string Table::print() const {
  std::vector<size_t> widths(rows_.front().cells.size(), 0);
  for (const Row& row : rows_)
    for (size_t i = 0; i < row.cells.size(); ++i) widths[i] = std::max(widths[i], display_width(row.cells[i]));
  std::string out;
  for (const Row& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string padding(widths[i] - display_width(row.cells[i]), ' ');
      line += is_number(row.cells[i]) ? padding + row.cells[i] : row.cells[i] + padding;
      line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
    if (&row == &rows_.front()) {
      size_t total = 0;
      for (const size_t width : widths) total += width + 2;
      out += std::string(total - 2, '-') + "\n";
    }
    for (const std::string& note : row.notes) out += "    " + note + "\n";
  }
  return out;
}

}  // namespace boba::cli
