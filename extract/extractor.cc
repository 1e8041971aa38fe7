#include "extract/extractor.h"

#include <fmt/core.h>

#include "core/hash.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/names.h"
#include "extract/annotators/quantities.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/times.h"
#include "extract/annotators/words.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

// Program version, and a hash of every seed and model that extraction depends on.
std::string version_of_data() {
  uint64_t hash = 0;
  for (const seeds::File& file : seeds::files()) hash = mix(hash, hash_bytes(file.bytes));
  for (const models::File& file : models::files()) hash = mix(hash, hash_bytes(file.bytes));
  return fmt::format("0.1.0+{:016x}", hash);
}

}  // namespace

struct Extractor::Parts {
  SyllableAnnotator syllables{seeds::find("gazetteers/surnames.txt")};
  SentenceAnnotator sentences{seeds::find("gazetteers/sentence_abbreviations.txt")};
  TimeAnnotator times{seeds::find("grammar/times.tsv")};
  QuantityAnnotator quantities{seeds::find("grammar/numbers.tsv"), seeds::find("grammar/units.tsv")};
  WordAnnotator words;
  DependencyAnnotator dependencies;
  NameAnnotator names;
  RelationExtractor relations;
  float min_confidence = -1;
  NameUse name_use = NameUse::kFacts;
  std::string version;
};

Extractor::Extractor(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::create(ExtractorOptions options) {
  auto words = WordAnnotator::load(models::find("words.model"));
  if (!words) return words.error();
  auto dependencies = DependencyAnnotator::load(models::find("dependencies.model"));
  if (!dependencies) return dependencies.error();
  auto names = NameAnnotator::load();
  if (!names) return names.error();
  auto relations = options.annotations_only
                       ? RelationExtractor::create({})
                       : RelationExtractor::create(models::find("relations.model"), models::find("frames.model"));
  if (!relations) return relations.error();
  return Extractor(std::unique_ptr<const Parts>(new Parts{.words = *std::move(words),
                                                          .dependencies = *std::move(dependencies),
                                                          .names = *std::move(names),
                                                          .relations = *std::move(relations),
                                                          .min_confidence = options.min_confidence,
                                                          .name_use = options.names_for_reading ? NameUse::kReading : NameUse::kFacts,
                                                          .version = version_of_data()}));
}

const Ontology& Extractor::ontology() const { return parts_->relations.ontology(); }
std::string_view Extractor::version() const { return parts_->version; }

void Extractor::annotate(Document& document) const {
  if (document.syllables.empty()) parts_->syllables.annotate(document);
  if (document.sentences.empty()) parts_->sentences.annotate(document);
  parts_->times.annotate(document);
  parts_->quantities.annotate(document);
  parts_->words.annotate(document);
  parts_->dependencies.annotate(document);
  parts_->names.annotate(document, parts_->name_use);
}

void Extractor::annotate_sentence(Document& document) const {
  parts_->syllables.annotate(document);
  Sentence whole;
  whole.span = {document.body, static_cast<uint32_t>(document.text.size())};
  whole.last_syllable = static_cast<uint32_t>(document.syllables.size());
  document.sentences = {whole};
  annotate(document);
}

Extraction Extractor::extract(Document& document) const {
  annotate(document);
  return parts_->relations.extract(document, parts_->min_confidence);
}

}  // namespace boba
