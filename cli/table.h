// Columns that line up on a terminal.
#ifndef BOBA_CLI_TABLE_H_
#define BOBA_CLI_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace boba::cli {

// Terminal columns of a text: 0 for combining marks and invisible characters, 2 for wide ones (UAX #11), else 1.
size_t display_width(std::string_view text);

// The text in at most `width` columns; what does not fit gives way to an ellipsis. 0 is any width.
std::string cut_to_width(std::string_view text, size_t width);

class Table {
 public:
  // Cells wider than `widest` columns are cut; 0 cuts nothing.
  explicit Table(std::vector<std::string> header, size_t widest = 0);

  // Precondition: as many cells as the header. Line ends in a cell become spaces.
  void add(std::vector<std::string> cells);
  // A line of its own below the last row, indented; takes no part in the widths.
  void add_note(std::string line);
  bool empty() const { return rows_.size() == 1; }

  // Header, rule, rows; two spaces between columns, none at the end of a line. Numbers are set to the right.
  std::string print() const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::string> notes;
  };
  size_t widest_;
  std::vector<Row> rows_;
};

}  // namespace boba::cli

#endif  // BOBA_CLI_TABLE_H_
