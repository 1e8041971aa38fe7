// What words and their tree say about names: where noun phrases begin and end, and what governs them.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/document.h"

namespace boba {

// A syllable as a part of its word and of its noun phrase. Small numbers and hashes; all 0 without words.
struct NameWord {
  uint64_t tag = 0;              // of the word, and whether it begins or ends here
  uint64_t link = 0;             // relation to the governor, its tag and side
  uint64_t governor = 0;         // the governor's syllables
  uint64_t edge = 0;             // whether the widest noun phrase around it begins, ends, has its head here
  uint64_t phrase = 0;           // the syllables of that phrase's head; 0 outside of noun phrases
  uint64_t phrase_link = 0;      // its relation
  uint64_t phrase_governor = 0;  // the syllables of the word that governs it
};

// The tree of each sentence with the extent of every subtree. Empty where a document has no words.
class NameTree {
 public:
  explicit NameTree(const Document& document);

  const NameWord& word(size_t syllable) const { return words_[syllable]; }

  // How a range of syllables lies in the tree.
  struct Place {
    bool aligned = false;   // begins and ends with words; nothing else is set unless it does
    uint32_t roots = 0;     // words of it that are governed from outside
    int32_t head = -1;      // the first of these, a token; the others hang loose
    bool left = false, right = false;  // whether the head has parts before, behind the range
    uint32_t words = 0;
    int32_t next = -1;      // the word behind it where that is governed from within, else -1
  };
  Place place(uint32_t first, uint32_t last) const;

  // Of a token: the hash of its syllables.
  uint64_t text(int32_t token) const { return token < 0 ? 0 : texts_[static_cast<size_t>(token)]; }

  // A noun with its parts up to one of them: what may be a name for the tree. Syllables.
  struct Phrase {
    uint32_t first = 0;  // with the parts before the head
    uint32_t head = 0;
    uint32_t last = 0;
  };
  const std::vector<Phrase>& phrases() const { return phrases_; }

 private:
  void read_sentence(const Sentence& sentence);
  void add_phrases(const Sentence& sentence);
  void describe(uint32_t token, int32_t top);

  const Document& document_;
  std::vector<NameWord> words_;       // of each syllable
  std::vector<uint32_t> tokens_;      // of each syllable
  std::vector<uint32_t> left_, right_;  // of each token: its subtree is [left, right], which may leave out words
  std::vector<uint64_t> texts_;
  std::vector<Phrase> phrases_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_
