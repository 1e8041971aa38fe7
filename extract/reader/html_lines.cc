#include "extract/reader/html_lines.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace boba {
namespace {

constexpr std::array<std::string_view, 36> kBlocks = {
    "address", "article",  "blockquote", "body",   "br",  "center", "dd",   "div", "dl",
    "dt",      "fieldset", "figcaption", "figure", "h1",  "h2",     "h3",   "h4",  "h5",
    "h6",      "header",   "hr",         "html",   "img", "li",     "main", "ol",  "p",
    "pre",     "section",  "table",      "tbody",  "td",  "th",     "tr",   "ul",  "video"};
constexpr std::array<std::string_view, 18> kPassedOver = {
    "aside", "audio",    "button", "canvas", "footer", "form",  "head", "iframe",   "map",
    "nav",   "noscript", "object", "script", "select", "style", "svg",  "template", "textarea"};

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}
static_assert(std::is_sorted(kBlocks.begin(), kBlocks.end()));
static_assert(std::is_sorted(kPassedOver.begin(), kPassedOver.end()));

bool is_caption(const HtmlNode& node) {
  return node.name == "figcaption" ||
         node.attribute("class").find("caption") != std::string_view::npos;
}

// An element whose end has not come.
struct Open {
  uint32_t index, end;
  bool block, caption, link;
};

class LineCollector {
 public:
  explicit LineCollector(const std::vector<HtmlNode>& nodes) : nodes_(nodes) {}

  std::vector<HtmlLine> collect(uint32_t root) {
    for (uint32_t i = root; i < nodes_[root].end;) {
      close_before(i);
      const HtmlNode& node = nodes_[i];
      if (node.is_text()) {
        add(i, node.text);
      } else if (i != root && contains(kPassedOver, node.name)) {
        i = node.end;
        continue;
      } else {
        open(i);
      }
      ++i;
    }
    flush();
    return std::move(lines_);
  }

 private:
  void open(uint32_t index) {
    const HtmlNode& node = nodes_[index];
    const bool block = contains(kBlocks, node.name);
    if (block) flush();
    const Open outer = open_.empty() ? Open{index, 0, true, false, false} : open_.back();
    open_.push_back({block ? index : outer.index, node.end, block,
                     outer.caption || is_caption(node), outer.link || node.name == "a"});
  }

  void close_before(uint32_t index) {
    while (!open_.empty() && open_.back().end <= index) {
      if (open_.back().block) flush();
      open_.pop_back();
    }
  }

  void add(uint32_t index, std::string_view text) {
    pending_ += text;
    if (collapse_spaces(text).empty() || open_.empty()) return;
    if (begin_ == 0) begin_ = index;
    if (open_.back().link) link_bytes_ += text.size();
    element_ = open_.back().index;
    caption_ = open_.back().caption;
  }

  void flush() {
    std::string text = collapse_spaces(pending_);
    if (!text.empty()) {
      const size_t link_bytes = std::min(link_bytes_, text.size());
      lines_.push_back({std::move(text), caption_ ? BlockKind::kCaption : BlockKind::kParagraph,
                        element_, begin_, link_bytes});
    }
    pending_.clear();
    link_bytes_ = 0;
    begin_ = 0;
    caption_ = false;
  }

  const std::vector<HtmlNode>& nodes_;
  std::vector<Open> open_;
  std::vector<HtmlLine> lines_;
  std::string pending_;
  size_t link_bytes_ = 0;
  uint32_t element_ = 0, begin_ = 0;
  bool caption_ = false;
};

}  // namespace

std::vector<HtmlLine> lines_of(const std::vector<HtmlNode>& nodes, uint32_t root) {
  return LineCollector(nodes).collect(root);
}

uint32_t densest_element(const std::vector<HtmlNode>& nodes, const std::vector<HtmlLine>& lines) {
  constexpr size_t kShortest = 60;  // bytes; shorter lines are menus, bylines, headings
  std::vector<size_t> scores(nodes.size(), 0);
  for (const HtmlLine& line : lines) {
    if (line.text.size() < kShortest || line.is_navigation()) continue;
    // A paragraph scores for what is around it; text that stands free in a <div> for the <div>.
    const bool paragraph = nodes[line.element].name == "p" || nodes[line.element].name == "li";
    const uint32_t around = paragraph ? nodes[line.element].parent : line.element;
    const size_t bytes = line.text.size() - line.link_bytes;
    scores[around] += 2 * bytes;
    scores[nodes[around].parent] += bytes;
  }
  const auto best = std::max_element(scores.begin(), scores.end());
  return static_cast<uint32_t>(best - scores.begin());
}

}  // namespace boba
