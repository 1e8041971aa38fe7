// Where the entities of the gold are named.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NAMES_GOLD_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NAMES_GOLD_H_

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/result.h"

namespace boba::train {

// A place where an entity of the gold is named.
struct GoldMention {
  Span span;
  EntityType type;
  uint32_t entity = 0;  // index into the article's entities
};

struct NamedArticle {
  Document document;  // as the reader gives it, with syllables, sentences and words
  // Every occurrence of every name and alias between word boundaries, but for those inside a longer one of the same
  // entity; sorted, each span and type once.
  std::vector<GoldMention> mentions;
  std::set<std::string> persons;  // all names and aliases of persons
};

// `gold`: a file as read_gold() takes it; `articles`: one {"id", "title", "text"} a line. In the order of `gold`.
Result<std::vector<NamedArticle>> read_names(const std::string& gold, const std::string& articles);
// Calls take(document) for the articles of a file of {"id", "title", "text"} lines, with syllables and sentences,
// until it returns false. Lines without an article are passed over.
Status for_each_article(const std::string& path, const std::function<bool(Document)>& take);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NAMES_GOLD_H_
