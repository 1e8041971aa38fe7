// The lines of text that a reader of an HTML page sees.
#ifndef BOBA_EXTRACT_READER_HTML_LINES_H_
#define BOBA_EXTRACT_READER_HTML_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/document.h"
#include "extract/reader/html_tree.h"

namespace boba {

struct HtmlLine {
  std::string text;                        // white space collapsed, not empty
  BlockKind kind = BlockKind::kParagraph;  // or kCaption
  uint32_t element = 0;                    // the innermost block element around it
  uint32_t begin = 0;                      // its first text
  size_t link_bytes = 0;                   // of `text`, inside <a>

  bool is_navigation() const { return link_bytes * 5 > text.size() * 3 && text.size() < 300; }
};

// Of nodes [root, nodes[root].end): one for each stretch of text without a block element or <br>
// between. Scripts, forms, navigation, asides and footers are left out. Linear.
std::vector<HtmlLine> lines_of(const std::vector<HtmlNode>& nodes, uint32_t root);

// The element that holds most of the running text: each paragraph counts in full for the element
// around it and by half for the next (the idea of Arc90's Readability, 2009). 0 when there is none.
uint32_t densest_element(const std::vector<HtmlNode>& nodes, const std::vector<HtmlLine>& lines);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_HTML_LINES_H_
