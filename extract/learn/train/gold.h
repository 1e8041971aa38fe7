// Gold facts of articles, and when an extracted fact is one of them.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_GOLD_H_
#define BOBA_EXTRACT_LEARN_TRAIN_GOLD_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/mention.h"
#include "core/result.h"
#include "core/statement.h"

namespace boba::train {

struct GoldEntity {
  EntityType type = EntityType::kConcept;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> naming;  // normalised surfaces that really name it
};

struct GoldFact {
  size_t subject = 0;           // index into GoldArticle::entities
  std::string relation;
  int object = -1;              // index, or -1 for a text
  std::string object_text;      // normalised
  std::string content;          // normalised `directed` task, or empty
  std::string modality;
  std::map<std::string, std::string> qualifiers;
  std::string object_words;     // as written, when the object is a text
  std::string trigger;          // as written, or empty
  int sentence = -1;            // where it is best stated, by the annotators' own count, or -1
  int64_t at = -1;              // the same as an offset in code points of title, line end and text, or -1
};

struct GoldArticle {
  std::string id;
  std::vector<GoldEntity> entities;
  std::vector<GoldFact> facts;
};

// A file of gold, one article a line, in the form of the annotation guide.
Result<std::vector<GoldArticle>> read_gold(const std::string& path);

// The text that two surfaces are compared by: case, tone placement, quotation marks, brackets and punctuation gone.
std::string normalise(std::string_view text);
// normalise(), and a person's titles gone.
std::string normalise_person(std::string_view text);
// 2 * common tokens / all tokens, counted with multiplicity.
double token_f1(std::string_view a, std::string_view b);

bool names(const GoldEntity& entity, std::string_view name);
bool object_matches(const GoldArticle& article, const GoldFact& fact, std::string_view name);
bool relation_matches(const GoldArticle& article, const GoldFact& fact, std::string_view relation);

// Size of a maximum matching of system facts (left) to gold facts; edges[i] lists the gold facts of i.
size_t maximum_matching(const std::vector<std::vector<int>>& edges, size_t right);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_GOLD_H_
