// What the frame parser sees of a word. Shared by the parser and its trainer.
#ifndef BOBA_EXTRACT_RELATIONS_FRAME_FEATURES_H_
#define BOBA_EXTRACT_RELATIONS_FRAME_FEATURES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "core/statement.h"
#include "extract/learn/input_features.h"
#include "extract/relations/frames.h"

namespace boba {

// What a span is to the predicate of its frame: subject, object, then the kinds of qualifiers, then who says it.
constexpr size_t kSubjectRole = 0, kObjectRole = 1, kFirstQualifierRole = 2;
constexpr size_t kSpeakerRole = kFirstQualifierRole + static_cast<size_t>(QualifierKind::kRole) + 1;
constexpr size_t kRoles = kSpeakerRole + 1;
constexpr size_t qualifier_role(QualifierKind kind) { return kFirstQualifierRole + static_cast<size_t>(kind); }

// Tags of words: outside, then begin and inside of each role (Ramshaw & Marcus 1995).
constexpr size_t kOutsideTag = 0;
constexpr size_t begin_tag(size_t role) { return 1 + 2 * role; }
constexpr size_t inside_tag(size_t role) { return 2 + 2 * role; }
constexpr size_t kFrameTags = 1 + 2 * kRoles;
constexpr size_t kFrameTagColumns = (kFrameTags + 7) / 8 * 8;

// Classes of an anchor: a relation with a trigger, whose first word is the anchor, or without, and then the object's
// first word is.
constexpr size_t anchor_class(RelationId relation, bool triggered) { return 2u * relation + (triggered ? 0 : 1); }
constexpr size_t anchor_columns(size_t relations) { return (2 * relations + 7) / 8 * 8; }

constexpr size_t kModalities = 5;
constexpr size_t kModalityColumns = 8;  // the modalities, and zeros
constexpr size_t kTypeColumns = 16;     // the entity types, then "no entity", and zeros
constexpr size_t kNoEntity = kEntityTypes;

// Bucket of the signed distance from anchor to word; the last one is for the row before the first word.
constexpr size_t kFrameDistances = 48;
constexpr size_t kRowBefore = kFrameDistances - 1;
constexpr size_t frame_distance(int32_t distance) {
  const int32_t size = distance < 0 ? -distance : distance;
  const int32_t bucket = size <= 12 ? size : size <= 15 ? 13 : size <= 18 ? 14 : size <= 22 ? 15 : size <= 27 ? 16
                         : size <= 33 ? 17 : size <= 40 ? 18 : size <= 50 ? 19 : size <= 65 ? 20 : 21;
  return static_cast<size_t>(distance < 0 ? 22 - bucket : 22 + bucket);
}

// Layers that lie over syllables, made once a document.
class FrameLayers {
 public:
  // Needs words, dependencies, names, times and quantities. `numbers`: the number by which a model knows each relation,
  // or kUnknownRelation; without it, their ids. Linear.
  FrameLayers(const Document& document, const Frames& frames, std::span<const uint16_t> numbers = {});
  static constexpr uint16_t kUnknownRelation = 0xFFFF;
  // Features of the sentence's tokens; `out` is used again.
  void features(uint32_t sentence, InputFeatures& out) const;
  std::span<const TriggerMatch> triggers(uint32_t sentence) const { return triggers_[sentence]; }

 private:
  void mark_often_named();
  void mark(uint32_t first, uint32_t last, uint64_t what);

  const Document& document_;
  std::vector<std::vector<uint64_t>> marks_;  // per syllable: features of what begins or goes on there
  std::vector<std::vector<TriggerMatch>> triggers_;
  std::vector<uint8_t> quoted_;  // per syllable: inside quotation marks
};

// By RelationId the place of a relation's key among a model's, or kUnknownRelation.
std::vector<uint16_t> relation_numbers(std::span<const uint64_t> keys, std::span<const Relation> ontology);

uint64_t frame_feature(size_t lexical, uint64_t unit);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FRAME_FEATURES_H_
