#include "extract/annotators/dependency_features.h"

#include "core/hash.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/feature_table.h"

namespace boba {

uint64_t word_part(WordPart part, uint64_t value) { return feature(2000u + part, value); }

WordParts word_parts(const Document& document, uint32_t first, uint32_t last, uint32_t at) {
  const Token& token = document.tokens[at];
  const auto tag = [&](uint32_t t) { return static_cast<uint64_t>(document.tokens[t].upos); };
  const uint64_t size = std::min<uint64_t>(token.last - token.first, 5);
  const uint64_t begins = at == first ? 1 : 0;
  uint64_t shape = size << 1 | begins;
  shape = shape << 3 | shape_class(document.syllables[token.first]);
  shape = shape << 3 | shape_class(document.syllables[token.last - 1]);
  const uint64_t before = at == first ? kRootTag : tag(at - 1);
  const uint64_t after = at + 1 == last ? kRootTag : tag(at + 1);
  const uint64_t before2 = at < first + 2 ? kRootTag : tag(at - 2);
  const uint64_t after2 = at + 2 >= last ? kRootTag : tag(at + 2);
  WordParts parts;
  parts[kWholeWord] = word_part(kWholeWord, unit_key(document, token.first, token.last));
  parts[kFirstSyllable] = word_part(kFirstSyllable, unit_key(document, token.first, token.first + 1));
  parts[kLastSyllable] = word_part(kLastSyllable, unit_key(document, token.last - 1, token.last));
  parts[kTag] = word_part(kTag, tag(at));
  parts[kShape] = word_part(kShape, shape);
  parts[kTagBefore] = word_part(kTagBefore, tag(at) << 16 | before << 8 | before2);
  parts[kTagAfter] = word_part(kTagAfter, tag(at) << 16 | after << 8 | after2);
  return parts;
}

}  // namespace boba
