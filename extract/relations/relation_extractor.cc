#include "extract/relations/relation_extractor.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "embedded/seeds.h"
#include "extract/relations/brackets.h"
#include "extract/relations/frame_candidates.h"
#include "extract/relations/rivals.h"

namespace boba {
namespace {

std::vector<Ontology::Source> relation_sources() {
  std::vector<Ontology::Source> sources;
  for (const seeds::File& file : seeds::files())
    if (file.path.starts_with("relations/")) sources.push_back({file.path, file.bytes});
  return sources;
}

// `patterns` and `qualifiers` of one relation's file.
Status read_shape(const Ontology::Source& source, const Ontology& ontology, RelationShape& shape, QualifierSet& qualifiers) {
  const toml::parse_result parsed = toml::parse(source.toml);
  if (!parsed) return Error{ErrorCode::kInvalidInput, std::string(parsed.error().description()), std::string(source.name), ""};
  const auto each = [&](const char* key, auto take) {
    if (const toml::array* names = parsed.table()[key].as_array())
      for (const toml::node& name : *names)
        if (!take(name.value_or(std::string()))) return false;
    return true;
  };
  const bool known = each("patterns", [&](const std::string& name) {
    if (name == "pair") return shape.pair = true;
    if (name == "measure") return shape.measure = true;
    if (name == "date") return shape.date = true;
    if (name == "continued") return shape.continued = true;
    if (name == "list") return shape.list = true;
    return false;
  }) && each("qualifiers", [&](const std::string& name) {
    const auto kind = parse_qualifier_kind(name);
    if (kind) qualifiers.kinds |= static_cast<uint16_t>(1u << static_cast<int>(*kind));
    return kind.has_value();
  });
  const auto relations = [&](const char* key, std::vector<RelationId>& out) {
    return each(key, [&](const std::string& name) {
      const auto other = ontology.find(name);
      if (other) out.push_back(*other);
      return other.has_value();
    });
  };
  const bool exists = relations("supersedes", shape.supersedes) && relations("excludes", shape.excludes);
  const auto precision = [&](const char* rule) { return static_cast<float>(parsed.table()["precision"][rule].value_or(0.0)); };
  shape.list_precision = precision("list");
  shape.quote_precision = precision("quote");
  shape.exclusive = parsed.table()["exclusive"].value_or(false);
  if (known && exists) return {};
  return Error{ErrorCode::kInvalidInput, "unknown pattern, qualifier or relation", "seeds/" + std::string(source.name),
               "docs/seed_format.md lists them"};
}

// A clause ends before the mark behind it, and before a quotation mark or bracket that closes more than the clause.
Span cover_span(const Document& document, uint32_t sentence, const Argument& argument) {
  const auto mark = [&](uint32_t at) { return mark_of(document.in(document.syllables[at].span)); };
  uint32_t last = argument.last;
  if (argument.mention < 0 && argument.literal == Literal::Kind::kClause) {
    int quotes = 0;
    for (uint32_t at = argument.first; at < last; ++at) quotes += mark(at) == Mark::kQuote;
    const auto loose = [&](Mark m) {
      return m == Mark::kComma || m == Mark::kSemicolon || m == Mark::kColon || (m == Mark::kQuote && quotes % 2 == 1);
    };
    while (last > argument.first + 1 && loose(mark(last - 1))) quotes -= mark(--last) == Mark::kQuote;
    last = end_with_brackets(document, argument.first, last, document.sentences[sentence].last_syllable);
  }
  return document.span_of(argument.first, last);
}

Evidence evidence_of(const DocumentContext& context, const Candidate& c) {
  const Document& document = context.doc();
  Evidence evidence;
  evidence.sentence = document.sentences[c.sentence].span;
  evidence.sentence_index = c.sentence;
  if (c.last > c.first) evidence.trigger = document.span_of(c.first, c.last);
  if (c.subject.source < Source::kCarried) evidence.subject = cover_span(document, c.sentence, c.subject);
  evidence.object = cover_span(document, c.sentence, c.object);
  return evidence;
}

Literal literal_of(const DocumentContext& context, uint32_t sentence, const Argument& argument) {
  const Document& document = context.doc();
  Literal literal{.kind = argument.literal, .text = {}, .value = {}, .unit = {}};
  if (argument.value >= 0 && argument.literal == Literal::Kind::kQuantity) {
    const Quantity& quantity = document.quantities[static_cast<size_t>(argument.value)];
    literal.text = std::string(document.in(quantity.span));
    literal.value = quantity.value;
    literal.unit = quantity.unit;
  } else if (argument.value >= 0) {
    const TimeExpression& time = document.times[static_cast<size_t>(argument.value)];
    literal.text = std::string(document.in(time.span));
    literal.value = time.edtf;
  } else {
    literal.text = std::string(document.in(cover_span(document, sentence, argument)));
  }
  return literal;
}

// Log odds by the network below which nothing is looked at further. At -2.5 as many statements of 720 held-out articles are told
// and F1 is 0.4759 for 0.4760; at -1.6 it is 0.4754. From -3.5 to -2 reading takes a twentieth less.
constexpr float kHopelessNetwork = -2.0f;
constexpr float kSureModality = 0.75f;  // from which the frame parser is believed, not the scorer

// The entities that statements name, each once, by id.
class EntityTable {
 public:
  explicit EntityTable(const DocumentContext& context) : context_(context), ids_(context.entities.size(), 0) {}

  EntityId id(int32_t local) {
    const auto index = static_cast<size_t>(local);
    if (ids_[index] != 0) return ids_[index];
    const LocalEntity& entity = context_.entities[index];
    ids_[index] = entity.local ? entity_id(entity.type, entity.name, context_.doc().id) : entity_id(entity.type, entity.name);
    used_.push_back(index);
    return ids_[index];
  }

  std::vector<Entity> entities() const {
    std::vector<Entity> out;
    for (size_t index : used_) {
      const LocalEntity& local = context_.entities[index];
      std::set<std::string> aliases(local.aliases.begin(), local.aliases.end());
      const auto same = std::find_if(out.begin(), out.end(), [&](const Entity& e) { return e.id == ids_[index]; });
      if (same != out.end()) {
        aliases.insert(same->aliases.begin(), same->aliases.end());
        aliases.insert(local.name);
        aliases.erase(same->name);
        same->aliases.assign(aliases.begin(), aliases.end());
        continue;
      }
      aliases.erase(local.name);
      out.push_back({.id = ids_[index], .type = local.type, .name = local.name, .aliases = {aliases.begin(), aliases.end()}});
    }
    std::sort(out.begin(), out.end(), [](const Entity& a, const Entity& b) { return a.id < b.id; });
    return out;
  }

 private:
  const DocumentContext& context_;
  std::vector<EntityId> ids_;
  std::vector<size_t> used_;
};

}  // namespace

Result<RelationExtractor> RelationExtractor::create(std::string_view model, std::string_view frames_model) {
  const std::vector<Ontology::Source> sources = relation_sources();
  auto ontology = Ontology::parse(sources);
  if (!ontology) return ontology.error();
  auto frames = Frames::parse(*ontology, sources);
  if (!frames) return frames.error();
  auto cues = CueLexicon::parse(seeds::find("grammar/cues.tsv"));
  if (!cues) return cues.error();
  Linker linker({.person_titles = seeds::find("grammar/person_titles.txt"),
                 .bare_heads = seeds::find("grammar/bare_heads.txt"),
                 .levels = seeds::find("grammar/levels.txt"),
                 .spelling = seeds::find("grammar/spelling.tsv"),
                 .determiners = seeds::find("grammar/determiners.txt"),
                 .abbreviations = seeds::find("grammar/abbreviations.tsv"),
                 .local_bodies = seeds::find("grammar/local_bodies.tsv"),
                 .provinces = seeds::find("gazetteers/provinces.txt"),
                 .districts = seeds::find("gazetteers/districts.txt"),
                 .countries = seeds::find("gazetteers/countries.txt"),
                 .conjunctions = seeds::find("grammar/conjunctions.tsv")});
  auto slots = SlotFrames::parse(*ontology, sources, seeds::find("grammar/pronouns.tsv"));
  if (!slots) return slots.error();
  RelationExtractor extractor(*std::move(ontology), *std::move(frames), *std::move(slots), *std::move(cues), std::move(linker),
                              ListFinder(seeds::find("grammar/list_ordinals.tsv"), seeds::find("grammar/list_nouns.tsv")),
                              TitleFinder(seeds::find("gazetteers/program_heads.txt"), seeds::find("gazetteers/document_heads.txt")));
  const size_t count = extractor.ontology_.relations().size();
  extractor.shapes_.resize(count);
  extractor.qualifiers_.resize(count);
  for (const Ontology::Source& source : sources) {
    std::string_view name = source.name.substr(source.name.find('/') + 1);
    name = name.substr(0, name.find('.'));
    const auto relation = extractor.ontology_.find(name);
    if (!relation)
      return Error{ErrorCode::kInvalidInput, "the file is not named after its relation", "seeds/" + std::string(source.name), ""};
    if (Status read = read_shape(source, extractor.ontology_, extractor.shapes_[*relation], extractor.qualifiers_[*relation]); !read)
      return read.error();
  }
  extractor.stated_ = extractor.ontology_.find("stated").value_or(0);
  if (!model.empty()) {
    auto scorer = RelationScorer::load(model);
    if (!scorer) return scorer.error();
    extractor.scorer_ = *scorer;
  }
  if (!frames_model.empty()) {
    auto parser = FrameParser::load(frames_model, extractor.ontology_.relations());
    if (!parser) return parser.error();
    extractor.frame_parser_ = *std::move(parser);
    auto judge = FactJudge::load(frames_model, extractor.ontology_.relations());
    if (!judge) return judge.error();
    extractor.fact_judge_ = *std::move(judge);
    auto proposer = PairProposer::load(frames_model, extractor.ontology_.relations());
    if (!proposer) return proposer.error();
    extractor.pair_proposer_ = *std::move(proposer);
  }
  return extractor;
}

DocumentContext RelationExtractor::prepare(Document& document) const {
  FrameReading found;
  if (frame_parser_) {
    found = frame_parser_->parse(document, frames_);
    add_argument_mentions(found.frames, ontology_, document);
  }
  titles_.find(document);
  const std::vector<SlotMatch> slots = slots_.find(document, cues_);
  const std::vector<List> lists = lists_.find(document, cues_);
  std::vector<LocalEntity> entities = linker_.link(document);
  DocumentContext context = make_context(document, std::move(entities), frames_, cues_, stated_, lists, slots);
  context.frames = std::move(found.frames);
  context.readings = std::move(found.sentences);
  context.topic = std::move(found.topic);
  context.ontology = &ontology_;
  return context;
}

std::vector<Candidate> RelationExtractor::candidates(const DocumentContext& context) const {
  const CandidateGenerator generator(ontology_, shapes_);
  std::vector<Candidate> all;
  for (uint32_t s = 0; s < context.sentences.size(); ++s) generator.generate(context, s, all);
  join_frames(context, ontology_, all);
  if (fact_judge_) {
    fact_judge_->judge(context, all);
    std::erase_if(all, [](const Candidate& c) { return c.network < kHopelessNetwork && c.floor == 0; });
    if (pair_proposer_) pair_proposer_->propose(context, all);
    compare_rivals(all);
  }
  return all;
}

void RelationExtractor::describe(DocumentContext& context, std::span<Candidate> candidates, std::span<const Selected> selected) const {
  if (!frame_parser_) return;
  std::vector<std::vector<float>> projected(context.sentences.size());
  const auto ask = [&](Candidate& c) {
    if (c.frame >= 0 || c.floor > 0 || context.words.empty()) return;
    const bool triggered = c.last > c.first;
    auto frame = frame_parser_->frame_at(context.doc(), c.sentence, context.readings[c.sentence], c.relation, triggered,
                                         context.words[triggered ? c.first : c.object.first], projected[c.sentence]);
    if (!frame) return;
    c.frame = static_cast<int32_t>(context.frames.size());
    context.frames.push_back(*std::move(frame));
  };
  for (const Selected& chosen : selected) {
    ask(candidates[chosen.candidate]);
    name_object(context, candidates[chosen.candidate]);
    for (uint32_t again : chosen.again) ask(candidates[again]);
  }
}

// Where only an entity can be meant ("ong Binh, Thu tuong"), words that no mention names are one, of this article alone.
void RelationExtractor::name_object(DocumentContext& context, Candidate& c) const {
  const ArgumentTypes& allowed = ontology_[c.relation].object;
  if (context.words.empty() || c.object.entity >= 0 || allowed.literal || c.object.literal != Literal::Kind::kClause) return;
  LocalEntity entity{.type = EntityType::kConcept, .name = literal_of(context, c.sentence, c.object).text, .aliases = {}, .mentions = {}, .local = true};
  const auto found = std::ranges::find_if(context.entities, [&](const LocalEntity& e) { return e.local && e.name == entity.name && allowed.allows(e.type); });
  c.object.entity = static_cast<int32_t>(found - context.entities.begin());
  if (found != context.entities.end()) return;
  const uint32_t begin = context.doc().sentences[c.sentence].first_token;
  const auto likely = frame_parser_->types_of(context.readings[c.sentence], context.words[c.object.first] - begin,
                                              context.words[c.object.last - 1] + 1 - begin);
  float best = -1;
  for (size_t t = 0; t < kEntityTypes; ++t) {
    if (!allowed.allows(static_cast<EntityType>(t)) || likely[t] <= best) continue;
    best = likely[t];
    entity.type = static_cast<EntityType>(t);
  }
  context.entities.push_back(std::move(entity));
}

int32_t RelationExtractor::speaker_of(const DocumentContext& context, std::span<const Candidate> candidates,
                                      std::span<const Selected> selected, const Candidate& candidate) const {
  if (candidate.relation == stated_) return -1;
  if (candidate.frame >= 0) {
    const Frame& frame = context.frames[static_cast<size_t>(candidate.frame)];
    for (const FrameArgument& argument : frame.arguments)
      if (argument.role == kSpeakerRole)
        if (const int32_t m = mention_at(context, frame.sentence, argument); m >= 0)
          return context.doc().mentions[static_cast<size_t>(m)].entity;
  }
  for (const Selected& chosen : selected) {
    const Candidate& speech = candidates[chosen.candidate];
    if (speech.relation != stated_ || speech.sentence != candidate.sentence || speech.object.mention >= 0) continue;
    const uint32_t at = candidate.pattern == Pattern::kPair ? candidate.object.first : candidate.first;
    if (speech.object.first <= at && at < speech.object.last) return speech.subject.entity;
  }
  return -1;
}

Extraction RelationExtractor::build(const DocumentContext& context, std::span<const Candidate> candidates,
                                    std::span<const Selected> selected, float min_confidence) const {
  Extraction extraction;
  EntityTable table(context);
  std::vector<uint64_t> scratch;
  for (const Selected& chosen : selected) {
    const Candidate& c = candidates[chosen.candidate];
    Statement statement;
    statement.confidence = std::max(scorer_->confidence(chosen.probability), c.floor);
    if (statement.confidence < min_confidence) continue;
    statement.subject = table.id(c.subject.entity);
    statement.relation = c.relation;
    if (c.object.entity >= 0) {
      statement.object = table.id(c.object.entity);
    } else {
      statement.object = literal_of(context, c.sentence, c.object);
    }
    const int32_t speaker = speaker_of(context, candidates, selected, c);
    const Frame* frame = c.frame >= 0 && c.floor == 0 ? &context.frames[static_cast<size_t>(c.frame)] : nullptr;
    if (frame != nullptr && frame->modality_probability >= kSureModality) {
      statement.modality = frame->modality;
    } else if (scorer_) {
      statement.modality = scorer_->modality(context, c, speaker >= 0, scratch);
    }
    if (statement.modality == Modality::kClaimed && speaker < 0) statement.modality = Modality::kAsserted;
    if (c.planned && statement.modality == Modality::kAsserted) statement.modality = Modality::kPlanned;
    if (speaker >= 0 && speaker != c.subject.entity && statement.modality != Modality::kAsserted)
      statement.speaker = table.id(speaker);
    for (LocalQualifier& q : find_qualifiers(context, c, qualifiers_[c.relation]))
      statement.qualifiers.push_back({.kind = q.kind, .text = std::move(q.text), .value = std::move(q.value),
                                      .entity = q.entity >= 0 ? table.id(q.entity) : 0});
    statement.evidence.push_back(evidence_of(context, c));
    for (uint32_t again : chosen.again) {
      for (LocalQualifier& q : find_qualifiers(context, candidates[again], qualifiers_[c.relation])) {
        const bool has = std::any_of(statement.qualifiers.begin(), statement.qualifiers.end(),
                                     [&](const Qualifier& own) { return own.kind == q.kind; });
        if (!has)
          statement.qualifiers.push_back({.kind = q.kind, .text = std::move(q.text), .value = std::move(q.value),
                                          .entity = q.entity >= 0 ? table.id(q.entity) : 0});
      }
      const Evidence more = evidence_of(context, candidates[again]);
      const bool known = std::any_of(statement.evidence.begin(), statement.evidence.end(),
                                     [&](const Evidence& e) { return e.sentence == more.sentence; });
      if (!known) statement.evidence.push_back(more);
    }
    std::stable_sort(statement.qualifiers.begin(), statement.qualifiers.end(),
                     [](const Qualifier& a, const Qualifier& b) { return a.kind < b.kind; });
    std::sort(statement.evidence.begin(), statement.evidence.end(),
              [](const Evidence& a, const Evidence& b) { return a.sentence < b.sentence; });
    extraction.statements.push_back(std::move(statement));
  }
  std::stable_sort(extraction.statements.begin(), extraction.statements.end(), [](const Statement& a, const Statement& b) {
    const Evidence &x = a.evidence.front(), &y = b.evidence.front();
    return std::tie(x.sentence, a.relation, x.object) < std::tie(y.sentence, b.relation, y.object);
  });
  extraction.entities = table.entities();
  return extraction;
}

Extraction RelationExtractor::extract(Document& document, float min_confidence) const {
  DocumentContext context = prepare(document);
  if (!scorer_) return {};
  std::vector<Candidate> all = candidates(context);
  std::vector<float> probabilities = scorer_->probabilities(context, all);
  for (size_t i = 0; i < all.size(); ++i) probabilities[i] = std::max(probabilities[i], all[i].floor);
  const float likely = scorer_->threshold();
  const float threshold = std::min(likely, min_confidence < 0 ? 1 : scorer_->probability_at(min_confidence));
  const std::vector<Selected> selected = boba::select(context, all, probabilities, threshold, likely, shapes_);
  describe(context, all, selected);
  return build(context, all, selected, min_confidence);
}

}  // namespace boba
