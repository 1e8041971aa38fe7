#include "extract/extractor.h"

#include <fmt/core.h>

#include <optional>

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

using OtherModels = std::map<std::string, std::string, std::less<>>;

std::string_view find_model(const OtherModels& others, std::string_view name) {
  const auto other = others.find(name);
  return other == others.end() ? models::find(name) : std::string_view(other->second);
}

// Program version, and a hash of every seed and model that extraction depends on.
std::string version_of_data(const OtherModels& others) {
  uint64_t hash = 0;
  for (const seeds::File& file : seeds::files()) hash = mix(hash, hash_bytes(file.bytes));
  for (const models::File& file : models::files()) hash = mix(hash, hash_bytes(find_model(others, file.path)));
  return fmt::format("0.1.0+{:016x}", hash);
}

}  // namespace

struct Extractor::Parts {
  OtherModels models;  // the others point into them
  SyllableAnnotator syllables{seeds::find("gazetteers/surnames.txt")};
  SentenceAnnotator sentences{seeds::find("gazetteers/sentence_abbreviations.txt")};
  TimeAnnotator times{seeds::find("grammar/times.tsv")};
  QuantityAnnotator quantities{seeds::find("grammar/numbers.tsv"), seeds::find("grammar/units.tsv")};
  WordAnnotator words;
  DependencyAnnotator dependencies;
  NameAnnotator names;
  std::optional<RelationExtractor> relations;
  float min_confidence = -1;
  NameUse name_use = NameUse::kFacts;
  std::string version;
};

Extractor::Extractor(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::create(ExtractorOptions options) {
  for (const auto& [name, bytes] : options.models)
    if (models::find(name).empty())
      return Error{ErrorCode::kInvalidInput, "no model of this name is in the program", name};
  auto parts = std::make_unique<Parts>();
  parts->models = std::move(options.models);
  const auto model = [&](std::string_view name) { return find_model(parts->models, name); };
  auto words = WordAnnotator::load(model("words.model"));
  if (!words) return words.error();
  auto dependencies = DependencyAnnotator::load(model("dependencies.model"));
  if (!dependencies) return dependencies.error();
  auto clusters = ClusterTable::load(model("clusters.model"));
  if (!clusters) return clusters.error();
  auto names = NameAnnotator::load(model("names.model"), PhraseTable::from_seeds(), *std::move(clusters));
  if (!names) return names.error();
  auto relations = options.annotations_only ? RelationExtractor::create({})
                                            : RelationExtractor::create(model("relations.model"), model("frames.model"));
  if (!relations) return relations.error();
  parts->words = *std::move(words);
  parts->dependencies = *std::move(dependencies);
  parts->names = *std::move(names);
  parts->relations.emplace(*std::move(relations));
  parts->min_confidence = options.min_confidence;
  parts->name_use = options.names_for_reading ? NameUse::kReading : NameUse::kFacts;
  parts->version = version_of_data(parts->models);
  return Extractor(std::move(parts));
}

const Ontology& Extractor::ontology() const { return parts_->relations->ontology(); }
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
  return parts_->relations->extract(document, parts_->min_confidence);
}

}  // namespace boba
