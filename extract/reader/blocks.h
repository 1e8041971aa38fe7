// Title, paragraphs, captions, credits and datelines of a text.
#ifndef BOBA_EXTRACT_READER_BLOCKS_H_
#define BOBA_EXTRACT_READER_BLOCKS_H_

#include <span>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "extract/reader/line_patterns.h"

namespace boba {

// The blocks of `text`, whose body begins at `body` (Document::body). A line is one block, less the
// white space at its ends, or several: a dateline is cut from its beginning, credits from anywhere,
// the author's line from the end of the text; the sentence before a picture's credit is a caption.
// Two equal lines one after the other are captions too. What lies between blocks is white space.
// `kinds` gives the kinds of the lines of the body where the format knows them (may be shorter).
// Linear.
std::vector<Block> find_blocks(std::string_view text, uint32_t body,
                               std::span<const BlockKind> kinds, const LinePatterns& patterns);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_BLOCKS_H_
