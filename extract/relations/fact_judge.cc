#include "extract/relations/fact_judge.h"

#include <algorithm>

#include "extract/learn/dense.h"
#include "extract/relations/frame_parser.h"

namespace boba {
namespace {

constexpr size_t kTypes = kEntityTypes + 1, kEnds = 12, kRanks = 4;

// Where each kind of rows begins.
constexpr size_t kSubjects = 1;                                  // by source and type
constexpr size_t kObjects = kSubjects + kSources * kTypes;       // by type, or by kind of literal and how it ends
constexpr size_t kFromSubject = kObjects + kTypes + 3 * kEnds;   // distances in words
constexpr size_t kToObject = kFromSubject + kFrameDistances;
constexpr size_t kAcross = kToObject + kFrameDistances;
constexpr size_t kLength = kAcross + kFrameDistances;
constexpr size_t kPlaces = kLength + kFrameDistances;            // by rank of the subject, title, quotation
constexpr size_t kRelations = kPlaces + kRanks * 4;              // by relation and pattern

size_t distance(uint32_t from, uint32_t to) {
  return from == ArgumentQuery::kNoWord || to == ArgumentQuery::kNoWord ? kRowBefore : frame_distance(static_cast<int32_t>(to) - static_cast<int32_t>(from));
}

}  // namespace

size_t fact_rows(size_t relations) { return kRelations + relations * kPatterns; }

ArgumentQuery fact_query(const DocumentContext& context, const Candidate& c, uint16_t number) {
  const Document& document = context.doc();
  const Sentence& sentence = document.sentences[c.sentence];
  const bool triggered = c.last > c.first, elsewhere = c.subject.source >= Source::kCarried;
  const auto word = [&](uint32_t syllable) { return static_cast<uint32_t>(context.words[syllable]); };
  const uint32_t trigger = triggered ? word(c.first) : ArgumentQuery::kNoWord;
  ArgumentQuery query{.words = {word(c.subject.first), word(c.subject.last - 1), word(c.object.first), word(c.object.last - 1), trigger}, .rows = {}};
  const uint32_t subject = elsewhere ? ArgumentQuery::kNoWord : query.words[1];  // where distances are measured from
  const auto type = [&](const Argument& a) {
    return a.mention < 0 ? kEntityTypes : static_cast<size_t>(document.mentions[static_cast<size_t>(a.mention)].type);
  };
  const size_t object = c.object.mention >= 0 ? type(c.object)
                                              : kTypes + static_cast<size_t>(c.object.literal) * kEnds + std::min<size_t>(c.object.ends, kEnds - 1);
  const bool title = document.body > 0 && sentence.span.begin < document.body;
  const size_t rows[] = {kSubjects + static_cast<size_t>(c.subject.source) * kTypes + type(c.subject),
                         kObjects + object,
                         kFromSubject + distance(subject, trigger),
                         kToObject + distance(trigger, query.words[2]),
                         kAcross + distance(subject, query.words[2]),
                         kLength + distance(query.words[2], query.words[3]),
                         kPlaces + std::min<size_t>(c.subject.rank, kRanks - 1) * 4 + (title ? 2u : 0u) + (context.sentences[c.sentence].in_quote ? 1u : 0u),
                         kRelations + number * kPatterns + static_cast<size_t>(c.pattern)};
  std::transform(std::begin(rows), std::end(rows), query.rows.begin(), [](size_t row) { return static_cast<uint16_t>(row); });
  return query;
}

Result<FactJudge> FactJudge::load(std::string_view model_bytes, std::span<const Relation> ontology) {
  const auto file = ModelFile::open(model_bytes, FrameParser::kKind, FrameParser::kVersion);
  if (!file) return file.error();
  const auto size = file->array<uint32_t>("size", 5);
  if (!size) return size.error();
  const auto keys = file->array<uint64_t>("relations", 1);
  if (!keys) return keys.error();
  FactJudge judge;
  judge.numbers_ = relation_numbers(*keys, ontology);
  auto layers = ArgumentLayers::read(*file, "fact", (*size)[0], (*size)[4], kFactWords, fact_rows(keys->size()));
  if (!layers) return layers.error();
  judge.layers_ = *std::move(layers);
  if (Status read = file->read({{"fact_out", keys->size() * judge.layers_.size(), &judge.out_}, {"fact_bias", keys->size(), &judge.bias_}}); !read)
    return read.error();
  return judge;
}

struct FactJudge::Work {
  ArgumentLayers::Reader reader;
  std::vector<Candidate*> asked = {};
  std::vector<ArgumentQuery> queries = {};
};

void FactJudge::judge_sentence(const DocumentContext& context, std::span<Candidate> candidates, Work& work) const {
  work.asked.clear();
  work.queries.clear();
  work.reader.enter(candidates.front().sentence);
  for (Candidate& c : candidates) {
    c.network = kUnjudged;
    const uint16_t number = numbers_[c.relation];
    if (number == FrameLayers::kUnknownRelation || !work.reader.has_words()) continue;
    work.asked.push_back(&c);
    work.queries.push_back(fact_query(context, c, number));
  }
  const std::span<const float> read = work.reader.read(work.queries);
  const size_t h = layers_.size();
  for (size_t q = 0; q < work.queries.size(); ++q) {
    const float* row = read.data() + q * h;
    const size_t relation = numbers_[work.asked[q]->relation];
    work.asked[q]->network = bias_[relation] + rectified_dot({&row, 1}, out_.data() + relation * h, h);
  }
}

void FactJudge::judge(const DocumentContext& context, std::span<Candidate> candidates) const {
  Work work{.reader = {layers_, context}};
  for (size_t begin = 0, end = 0; begin < candidates.size(); begin = end) {
    while (end < candidates.size() && candidates[end].sentence == candidates[begin].sentence) ++end;
    judge_sentence(context, candidates.subspan(begin, end - begin), work);
  }
}

}  // namespace boba
