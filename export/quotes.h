// Evidence in the words and the offsets that leave the program: Unicode code points of one field of the article, as
// Web Annotation selectors count (w3.org/TR/annotation-model, 4.2.4).
#ifndef BOBA_EXPORT_QUOTES_H_
#define BOBA_EXPORT_QUOTES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/result.h"
#include "core/statement.h"
#include "core/utf8.h"

namespace boba {

// [begin, end) in code points of the NFC text of a field, and the words there: field[begin:end] == text.
struct FieldSpan {
  std::string_view text;  // of the article; empty when the span is
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return text.empty(); }
};

struct EvidenceQuote {
  bool in_title = false;  // the field is the title, else the body
  uint32_t sentence_index = 0;
  FieldSpan sentence, trigger, subject, object;  // all in that one field
  std::string_view prefix, suffix;               // at most 32 code points of the field on either side
};

// Turns evidence of one article into quotes. `text` and `body` are those of Document or DocumentRecord.
class Quoter {
 public:
  // Linear in the text. Precondition: `text` outlives the quotes.
  Quoter(std::string_view text, uint32_t body);
  // Spans outside the field of the sentence come out empty. Precondition: offsets on code points of the text.
  EvidenceQuote quote(const Evidence& evidence) const;

 private:
  FieldSpan field_span(Span span, Span field) const;

  std::string_view text_;
  uint32_t body_;
  CodePointIndex index_;
};

// Documents of a graph for quoting, the last few kept.
class QuotedDocuments {
 public:
  struct Entry {
    DocumentRecord record;
    Quoter quoter;
    explicit Entry(DocumentRecord document) : record(std::move(document)), quoter(record.text, record.body) {}
  };

  explicit QuotedDocuments(const GraphView& graph) : graph_(graph) {}
  // Errors: kCorrupt when the graph has no such document; what the graph reports.
  Result<std::shared_ptr<const Entry>> find(const std::string& id);

 private:
  static constexpr size_t kKept = 64;
  const GraphView& graph_;
  std::vector<std::shared_ptr<const Entry>> kept_;  // a ring: the oldest goes first
  size_t oldest_ = 0;
};

}  // namespace boba

#endif  // BOBA_EXPORT_QUOTES_H_
