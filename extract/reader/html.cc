#include <algorithm>
#include <array>
#include <optional>

#include "core/vietnamese.h"
#include "extract/reader/fields.h"
#include "extract/reader/html_lines.h"
#include "extract/reader/html_tree.h"
#include "extract/reader/json_ld.h"

namespace boba {
namespace {

constexpr size_t kShortestBody = 200;  // bytes; less is a teaser

size_t text_bytes(const std::vector<HtmlLine>& lines) {
  size_t bytes = 0;
  for (const HtmlLine& line : lines)
    if (!line.is_navigation()) bytes += line.text.size();
  return bytes;
}

class Page {
 public:
  Page(std::string_view bytes, const DateReader& dates) : dates_(dates), nodes_(parse_html(bytes)) {
    for (const HtmlNode& node : nodes_) {
      if (node.name != "script" || node.attribute("type").find("ld+json") == std::string_view::npos)
        continue;
      std::string script;
      const auto index = static_cast<uint32_t>(&node - nodes_.data());
      for (uint32_t i = index; i < node.end; ++i) script += nodes_[i].text;
      data_ = read_json_ld(script);
      if (!data_.headline.empty() || !data_.body.empty()) break;
    }
    lines_ = lines_of(nodes_, 0);
  }

  Fields fields() const {
    Fields fields;
    fields.source = collapse_spaces(first_of({data_.publisher, std::string(meta("og:site_name"))}));
    fields.url = first_of({std::string(canonical()), std::string(meta("og:url")), data_.url});
    fields.title = title(fields.source);
    fields.date = date();
    for (const HtmlLine& line : body_lines()) {
      if (line.is_navigation() || line.text == fields.title) continue;
      if (!fields.line_kinds.empty()) fields.body += '\n';
      fields.body += line.text;
      const bool dated = dates_.read_dateline(line.text).has_value() && line.text.size() < 80;
      fields.line_kinds.push_back(dated ? BlockKind::kCredit : line.kind);
    }
    return fields;
  }

 private:
  static std::string first_of(std::initializer_list<std::string> values) {
    for (const std::string& value : values)
      if (!value.empty()) return value;
    return {};
  }

  // The content of <meta name|property|itemprop=key>.
  std::string_view meta(std::string_view key) const {
    for (const HtmlNode& node : nodes_)
      if (node.name == "meta" &&
          (node.attribute("property") == key || node.attribute("name") == key ||
           node.attribute("itemprop") == key))
        return node.attribute("content");
    return {};
  }

  std::string_view canonical() const {
    for (const HtmlNode& node : nodes_)
      if (node.name == "link" && node.attribute("rel") == "canonical")
        return node.attribute("href");
    return {};
  }

  std::optional<uint32_t> first_element(std::string_view name) const {
    for (uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].name == name) return i;
    return std::nullopt;
  }

  std::string title(std::string_view source) const {
    if (!data_.headline.empty()) return collapse_spaces(data_.headline);
    const auto element = first_element("title");
    const std::string page_title = collapse_spaces(
        first_of({std::string(meta("og:title")), element ? text_of(nodes_, *element) : ""}));
    // The heading of the page that its title begins with, or that says so itself, or the only one.
    std::vector<std::string> headings;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].name != "h1") continue;
      headings.push_back(text_of(nodes_, i));
      const bool named =
          nodes_[i].attribute("itemprop") == "headline" || page_title.starts_with(headings.back());
      if (named && !headings.back().empty()) return headings.back();
    }
    if (headings.size() == 1 && !headings[0].empty()) return headings[0];
    return without_source(page_title, source);
  }

  // "Headline - Source" to "Headline".
  static std::string without_source(const std::string& title, std::string_view source) {
    for (const std::string_view mark : {" - ", " | ", " \xE2\x80\x93 "}) {
      const size_t at = title.rfind(mark);
      if (at != std::string::npos && at > 0 && fold(title.substr(at + mark.size())) == fold(source))
        return title.substr(0, at);
    }
    return title;
  }

  std::string date() const {
    if (dates_.read(data_.date_published)) return data_.date_published;
    for (const std::string_view key :
         {"article:published_time", "og:article:published_time", "datePublished", "pubdate",
          "publishdate", "DC.date.issued", "date"})
      if (const std::string_view value = meta(key); dates_.read(value)) return std::string(value);
    for (const HtmlNode& node : nodes_)
      if (node.name == "time" || node.attribute("itemprop") == "datePublished")
        for (const char* key : {"datetime", "content"})
          if (const std::string_view value = node.attribute(key); dates_.read(value))
            return std::string(value);
    return visible_date();
  }

  // The first line of date behind the heading: what stands before it may be the date of today.
  std::string visible_date() const {
    const uint32_t heading = first_element("h1").value_or(0);
    for (const HtmlLine& line : lines_)
      if (line.begin >= heading)
        if (auto date = dates_.read_dateline(line.text)) return *date;
    return {};
  }

  std::vector<HtmlLine> body_lines() const {
    std::vector<HtmlLine> best = declared_lines();
    if (text_bytes(best) < kShortestBody) {
      std::vector<HtmlLine> dense = lines_of(nodes_, densest_element(nodes_, lines_));
      if (text_bytes(dense) > text_bytes(best)) best = std::move(dense);
    }
    std::vector<HtmlLine> stated = stated_lines();
    const bool enough =
        text_bytes(stated) >= kShortestBody && 2 * text_bytes(stated) >= text_bytes(best);
    return enough || best.empty() ? stated : best;
  }

  // Of the element that the page declares to be its text.
  std::vector<HtmlLine> declared_lines() const {
    std::vector<HtmlLine> best;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].attribute("itemprop") != "articleBody") continue;
      std::vector<HtmlLine> lines = lines_of(nodes_, i);
      if (text_bytes(lines) > text_bytes(best)) best = std::move(lines);
    }
    if (text_bytes(best) >= kShortestBody) return best;
    uint32_t end = 0;  // an <article> inside another has been seen with it
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].name != "article" || i < end) continue;
      end = nodes_[i].end;
      std::vector<HtmlLine> lines = lines_of(nodes_, i);
      if (text_bytes(lines) > text_bytes(best)) best = std::move(lines);
    }
    return best;
  }

  // Of JSON-LD's articleBody, which is text with line ends, or HTML.
  std::vector<HtmlLine> stated_lines() const {
    if (data_.body.find("</") != std::string::npos) return lines_of(parse_html(data_.body), 0);
    std::vector<HtmlLine> lines;
    for (size_t at = 0; at < data_.body.size();) {
      const size_t end = std::min(data_.body.find('\n', at), data_.body.size());
      std::string text = collapse_spaces(std::string_view(data_.body).substr(at, end - at));
      if (!text.empty()) lines.push_back({.text = std::move(text)});
      at = end + 1;
    }
    return lines;
  }

  const DateReader& dates_;
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlLine> lines_;  // of the whole page
  ArticleMetadata data_;
};

}  // namespace

Result<Fields> read_html(std::string_view bytes, const DateReader& dates) {
  Fields fields = Page(bytes, dates).fields();
  if (fields.body.empty() && fields.title.empty())
    return Error{.message = "no article in this page, skipped"};
  return fields;
}

}  // namespace boba
