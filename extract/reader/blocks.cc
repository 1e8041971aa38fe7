#include "extract/reader/blocks.h"

#include <algorithm>
#include <unordered_set>

#include "core/hash.h"
#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

Span trim(std::string_view text, Span span) {
  const uint32_t limit = span.end;
  uint32_t begin = span.begin, end = span.begin;
  for (uint32_t at = span.begin; at < limit;) {
    const CodePoint c = decode(text, at);
    at += c.length;
    if (is_space(c.value)) {
      if (end == span.begin) begin = at;
    } else {
      end = at;
    }
  }
  return end == span.begin ? Span{begin, begin} : Span{begin, end};
}

class BlockFinder {
 public:
  BlockFinder(std::string_view text, const LinePatterns& patterns)
      : text_(text), patterns_(patterns) {}

  void add_title(uint32_t end) {
    for_each_line({0, end}, [&](Span line) { add(line, BlockKind::kTitle); });
  }

  void add_body(uint32_t begin, std::span<const BlockKind> kinds) {
    size_t index = 0;
    uint32_t first_of_line = 0;
    for_each_line({begin, static_cast<uint32_t>(text_.size())}, [&](Span line) {
      const BlockKind kind = index < kinds.size() ? kinds[index] : BlockKind::kParagraph;
      ++index;
      if (trim(text_, line).empty()) return;
      first_of_line = static_cast<uint32_t>(blocks_.size());
      add_line(trim(text_, line), kind);
      ++lines_;
    });
    if (lines_ > 0) cut_author(first_of_line);
  }

  std::vector<Block> take() {
    mark_repeats();
    return std::move(blocks_);
  }

 private:
  template <typename Take>
  void for_each_line(Span span, Take take) const {
    while (span.begin <= span.end) {
      const auto found = text_.substr(0, span.end).find('\n', span.begin);
      const uint32_t end =
          found == std::string_view::npos ? span.end : static_cast<uint32_t>(found);
      take(Span{span.begin, end});
      span.begin = end + 1;
    }
  }

  void add(Span span, BlockKind kind) {
    span = trim(text_, span);
    if (!span.empty()) blocks_.push_back({span, kind});
  }

  // A line of the body, trimmed and not empty.
  void add_line(Span line, BlockKind kind) {
    if (kind == BlockKind::kCredit || kind == BlockKind::kDateline) return add(line, kind);
    const uint32_t dateline = patterns_.dateline(line.in(text_));
    add({line.begin, line.begin + dateline}, BlockKind::kDateline);
    line.begin += dateline;
    const std::string_view words = line.in(text_);
    uint32_t from = 0;
    while (const auto credit = patterns_.credit(words, from)) {
      add_credited({line.begin + from, line.begin + credit->span.begin}, kind, credit->photo);
      add({line.begin + credit->span.begin, line.begin + credit->span.end}, BlockKind::kCredit);
      from = credit->span.end;
    }
    add({line.begin + from, line.end}, kind);
  }

  // What stands before a credit: paragraphs, and for pictures the caption.
  void add_credited(Span span, BlockKind kind, bool photo) {
    constexpr size_t kLongestCaption = 600;  // bytes
    if (!photo) return add(span, kind);
    const uint32_t caption = span.begin + patterns_.last_sentence(span.in(text_));
    if (span.end - caption > kLongestCaption || leaves_quotation({caption, span.end}))
      return add(span, kind);
    add({span.begin, caption}, kind);
    add({caption, span.end}, BlockKind::kCaption);
  }

  // Whether a quotation ends in `span` that began before it: then no sentence begins there.
  bool leaves_quotation(Span span) const {
    const std::string_view text = span.in(text_);
    if (std::count(text.begin(), text.end(), '"') % 2 == 1) return true;
    const size_t close = text.find("\xE2\x80\x9D");
    return close != std::string_view::npos && text.find("\xE2\x80\x9C") > close;
  }

  // The author's line at the end of the last block, which is a whole line or what is behind a
  // credit.
  void cut_author(uint32_t first_of_line) {
    if (blocks_.empty() || blocks_.back().kind != BlockKind::kParagraph) return;
    Block& last = blocks_.back();
    const uint32_t begin = last.span.begin + patterns_.author(last.span.in(text_));
    if (begin == last.span.end) return;
    const bool whole_line = begin == last.span.begin && blocks_.size() - 1 == first_of_line;
    if (whole_line && lines_ < 2) return;
    if (begin == last.span.begin) {
      last.kind = BlockKind::kCredit;
      return;
    }
    const Span author = {begin, last.span.end};
    last.span = trim(text_, {last.span.begin, begin});
    add(author, BlockKind::kCredit);
  }

  void mark_repeats() {
    std::unordered_set<uint64_t> seen;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      block.repeats = !seen.insert(hash_bytes(block.span.in(text_))).second;
      if (!block.repeats || block.kind != BlockKind::kParagraph) continue;
      Block& before = blocks_[i - 1];
      if (before.span.in(text_) != block.span.in(text_) || before.kind == BlockKind::kTitle)
        continue;
      before.kind = block.kind = BlockKind::kCaption;
    }
  }

  std::string_view text_;
  const LinePatterns& patterns_;
  std::vector<Block> blocks_;
  size_t lines_ = 0;  // of the body, without empty ones
};

}  // namespace

std::vector<Block> find_blocks(std::string_view text, uint32_t body,
                               std::span<const BlockKind> kinds, const LinePatterns& patterns) {
  BlockFinder finder(text, patterns);
  if (body > 0) finder.add_title(body - 1);
  finder.add_body(body, kinds);
  return finder.take();
}

}  // namespace boba
