#include "extract/reader/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <memory>

namespace boba {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

HtmlNode convert(const xmlNode& node, uint32_t parent) {
  HtmlNode out = {.parent = parent};
  if (node.type != XML_ELEMENT_NODE) {
    out.text = view(node.content);
    return out;
  }
  out.name = view(node.name);
  for (const xmlAttr* attribute = node.properties; attribute != nullptr;
       attribute = attribute->next) {
    std::string value;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next)
      value += view(part->content);
    out.attributes.emplace_back(view(attribute->name), std::move(value));
  }
  return out;
}

bool is_kept(const xmlNode& node) {
  return node.type == XML_ELEMENT_NODE || node.type == XML_TEXT_NODE ||
         node.type == XML_CDATA_SECTION_NODE;
}

}  // namespace

void prepare_html_parser() { xmlInitParser(); }

std::vector<HtmlNode> parse_html(std::string_view bytes) {
  const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> context(htmlNewParserCtxt(),
                                                                             htmlFreeParserCtxt);
  std::vector<HtmlNode> nodes = {{.name = "#document"}};
  if (context) {
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> page(
        htmlCtxtReadMemory(
            context.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8",
            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
        xmlFreeDoc);
    uint32_t parent = 0;
    const auto close = [&] {
      nodes[parent].end = static_cast<uint32_t>(nodes.size());
      parent = nodes[parent].parent;
    };
    const xmlNode* node = page ? page->children : nullptr;
    while (node != nullptr) {
      const xmlNode* below = nullptr;
      if (is_kept(*node)) {
        nodes.push_back(convert(*node, parent));
        nodes.back().end = static_cast<uint32_t>(nodes.size());
        if (node->type == XML_ELEMENT_NODE) below = node->children;
      }
      if (below != nullptr) {
        parent = static_cast<uint32_t>(nodes.size() - 1);
        node = below;
        continue;
      }
      while (node->next == nullptr && node->parent != nullptr &&
             node->parent->type == XML_ELEMENT_NODE) {
        node = node->parent;
        close();
      }
      node = node->next;
    }
  }
  nodes[0].end = static_cast<uint32_t>(nodes.size());
  return nodes;
}

std::string collapse_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    out.push_back(c);
  }
  return out;
}

std::string text_of(const std::vector<HtmlNode>& nodes, uint32_t begin) {
  std::string out;
  for (uint32_t i = begin; i < nodes[begin].end; ++i)
    if (nodes[i].is_text()) out += nodes[i].text;
  return collapse_spaces(out);
}

}  // namespace boba
