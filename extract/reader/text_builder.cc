#include "extract/reader/text_builder.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/utf8.h"

namespace boba {

Repair repair_utf8(std::string text) {
  const std::optional<size_t> invalid = find_invalid_utf8(text);
  const size_t nul = text.find('\0');
  if (!invalid && nul == std::string::npos) return {.text = std::move(text)};
  Repair repair = {.first = std::min(invalid.value_or(nul), nul)};
  repair.text.reserve(text.size() + 64);
  repair.text.append(text, 0, repair.first);
  for (size_t at = repair.first; at < text.size();) {
    const CodePoint c = decode(text, at);
    const std::string_view bytes = std::string_view(text).substr(at, c.length);
    const bool bad = c.value == 0 || (c.value == 0xFFFD && bytes != "\xEF\xBF\xBD");
    if (bad) {
      append(repair.text, 0xFFFD);
      ++repair.count;
    } else {
      repair.text.append(bytes);
    }
    at += c.length;
  }
  return repair;
}

void TextBuilder::add_field(std::string_view field, uint32_t origin) {
  const uint32_t base = size();
  origins_.runs.push_back({base, origin});
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(field.data(), static_cast<int32_t>(field.size()));
  if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status)) {
    text_.append(field);
    return;
  }
  icu::Edits edits;
  icu::StringByteSink<std::string> sink(&text_, piece.length());
  nfc->normalizeUTF8(0, piece, sink, &edits, status);
  icu::Edits::Iterator edit = edits.getFineChangesIterator();
  while (edit.next(status)) {
    const uint32_t begin = base + static_cast<uint32_t>(edit.destinationIndex());
    const uint32_t from = origin + static_cast<uint32_t>(edit.sourceIndex());
    // Each new code point begins where the changed letters began.
    for (uint32_t at = begin; at < begin + static_cast<uint32_t>(edit.newLength());
         at += decode(text_, at).length)
      origins_.runs.push_back({at, from});
    origins_.runs.push_back({begin + static_cast<uint32_t>(edit.newLength()),
                             from + static_cast<uint32_t>(edit.oldLength())});
  }
}

uint32_t OffsetMap::origin(uint32_t text) const {
  const auto after =
      std::upper_bound(runs.begin(), runs.end(), text,
                       [](uint32_t offset, const Run& run) { return offset < run.text; });
  const Run& run = *std::prev(after);
  return run.origin + (text - run.text);
}

}  // namespace boba
