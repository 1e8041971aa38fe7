// The elements of an HTML page in document order, without the parser that found them.
#ifndef BOBA_EXTRACT_READER_HTML_TREE_H_
#define BOBA_EXTRACT_READER_HTML_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boba {

struct HtmlNode {
  std::string name;  // of an element, lower case; empty for text
  std::string text;  // of text, in UTF-8, as the page has it; of a script its source
  std::vector<std::pair<std::string, std::string>> attributes;
  uint32_t parent = 0;  // the root is its own
  uint32_t end = 0;     // the node and all below it are [its index, end)

  bool is_text() const { return name.empty(); }
  // Empty when there is none.
  std::string_view attribute(std::string_view key) const {
    for (const auto& [name_of, value] : attributes)
      if (name_of == key) return value;
    return {};
  }
};

// Nodes in document order, node 0 the root; of whatever bytes, for HTML has no errors. Input is
// UTF-8. Linear; the stack does not grow with the depth of the page.
std::vector<HtmlNode> parse_html(std::string_view bytes);

// Readies the parser for threads. Call it once before the first of them.
void prepare_html_parser();

// The text of nodes [begin, nodes[begin].end), white space collapsed.
std::string text_of(const std::vector<HtmlNode>& nodes, uint32_t begin);

// `text` with each run of ASCII white space one space, and none at the ends. No-break spaces stay.
std::string collapse_spaces(std::string_view text);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_HTML_TREE_H_
