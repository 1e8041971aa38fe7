// Raw articles for trainers.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_ARTICLES_H_
#define BOBA_EXTRACT_LEARN_TRAIN_ARTICLES_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/result.h"

namespace boba::train {

// Calls take(document) for each article of files of JSON lines with "title" and "text", in order, with its syllables
// and sentences. Files that end in .zst are decompressed.
Status for_each_article(const std::vector<std::string>& paths, const std::function<void(Document&)>& take);

// The articles of one file of JSON lines by their ids, as the reader makes them.
Result<std::map<std::string, Document>> read_documents(const std::string& path);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_ARTICLES_H_
