#include "export/quotes.h"

namespace boba {
namespace {

constexpr int kContext = 32;  // code points

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Up to kContext code points of `text` that end at byte `end`.
std::string_view before(std::string_view text, size_t end) {
  size_t begin = end;
  for (int points = 0; begin > 0 && points < kContext; ++points)
    do --begin;
    while (begin > 0 && !starts_code_point(text[begin]));
  return text.substr(begin, end - begin);
}

std::string_view after(std::string_view text, size_t begin) {
  size_t end = begin;
  for (int points = 0; end < text.size() && points < kContext; ++points)
    do ++end;
    while (end < text.size() && !starts_code_point(text[end]));
  return text.substr(begin, end - begin);
}

}  // namespace

Quoter::Quoter(std::string_view text, uint32_t body) : text_(text), body_(body), index_(text) {}

FieldSpan Quoter::field_span(Span span, Span field) const {
  if (span.empty() || !field.contains(span)) return {};
  const uint32_t zero = index_.at(field.begin);
  return {span.in(text_), index_.at(span.begin) - zero, index_.at(span.end) - zero};
}

EvidenceQuote Quoter::quote(const Evidence& evidence) const {
  EvidenceQuote quote;
  quote.in_title = evidence.sentence.begin < body_;
  const Span field = quote.in_title ? Span{0, body_ - 1} : Span{body_, static_cast<uint32_t>(text_.size())};
  quote.sentence_index = evidence.sentence_index;
  quote.sentence = field_span(evidence.sentence, field);
  quote.trigger = field_span(evidence.trigger, field);
  quote.subject = field_span(evidence.subject, field);
  quote.object = field_span(evidence.object, field);
  if (!quote.sentence.empty()) {
    quote.prefix = before(field.in(text_), evidence.sentence.begin - field.begin);
    quote.suffix = after(field.in(text_), evidence.sentence.end - field.begin);
  }
  return quote;
}

Result<std::shared_ptr<const QuotedDocuments::Entry>> QuotedDocuments::find(const std::string& id) {
  for (const auto& entry : kept_)
    if (entry->record.id == id) return entry;
  auto record = graph_.document(id);
  if (!record) return record.error();
  if (!*record) return Error{ErrorCode::kCorrupt, "a statement quotes document '" + id + "', which the graph lacks"};
  auto entry = std::make_shared<const Entry>(**std::move(record));
  if (kept_.size() < kKept) {
    kept_.push_back(entry);
  } else {
    kept_[oldest_++ % kKept] = entry;
  }
  return entry;
}

}  // namespace boba
