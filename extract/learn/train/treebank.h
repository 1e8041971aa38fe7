// CoNLL-U treebanks as documents.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_TREEBANK_H_
#define BOBA_EXTRACT_LEARN_TRAIN_TREEBANK_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"

namespace boba::train {

// One document with a sentence for each "# text" line and the treebank's words, tags and heads as its tokens. A word
// that shares a syllable with the word before it is dropped, its dependants go to its head. kInvalidInput with the
// line when words and text differ, or a tag or relation is unknown.
Result<Document> parse_treebank(std::string_view conllu, const std::string& path);
// The same of several files, in order.
Result<Document> read_treebanks(const std::vector<std::string>& paths);

// The same of some whose conventions a model is to follow, then of others, if any.
struct Treebanks {
  Document document;
  size_t own = 0;  // sentences of the first; 0 if there are no others
};
Result<Treebanks> read_treebanks(const std::vector<std::string>& own, const std::vector<std::string>& others);

// The sentences of `document` for which keep(index) holds, with their tokens.
Document select(const Document& document, const std::function<bool(uint32_t)>& keep);

// CoNLL-U of the layers, with "# text".
std::string to_conllu(const Document& document);

// What a system got right of a treebank's words, counted as `ud_eval.py` counts from raw text: a word is right when
// its syllables are, a tag, head or relation on right words only.
struct Score {
  size_t gold = 0, system = 0, words = 0, upos = 0, uas = 0, las = 0;
  double f1(size_t right) const {
    return gold + system == 0 ? 0 : 200.0 * static_cast<double>(right) / static_cast<double>(gold + system);
  }
  std::string to_string() const;
};
// Both documents have the same syllables and sentences.
Score score(const Document& gold, const Document& system);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_TREEBANK_H_
