#include "extract/relations/fact_judge.h"

#include <algorithm>
#include <tuple>

#include "extract/learn/dense.h"
#include "extract/relations/frame_parser.h"

namespace boba {
namespace {

constexpr size_t kTypes = kEntityTypes + 1, kEnds = 12, kRanks = 4;

// Where each kind of rows begins.
constexpr size_t kSubjects = 0;                                  // by source and type
constexpr size_t kObjects = kSubjects + kSources * kTypes;       // by type, or by kind of literal and how it ends
constexpr size_t kFromSubject = kObjects + kTypes + 3 * kEnds;   // distances in words
constexpr size_t kToObject = kFromSubject + kFrameDistances;
constexpr size_t kAcross = kToObject + kFrameDistances;
constexpr size_t kLength = kAcross + kFrameDistances;
constexpr size_t kPlaces = kLength + kFrameDistances;            // by rank of the subject, title, quotation
constexpr size_t kRelations = kPlaces + kRanks * 4;              // by relation and pattern

size_t distance(uint16_t from, uint16_t to) {
  return from == FactQuery::kNoWord || to == FactQuery::kNoWord ? kRowBefore : frame_distance(int32_t{to} - int32_t{from});
}

}  // namespace

size_t fact_rows(size_t relations) { return kRelations + relations * kPatterns; }

FactQuery fact_query(const DocumentContext& context, const Candidate& c, uint16_t number) {
  const Document& document = context.doc();
  const Sentence& sentence = document.sentences[c.sentence];
  const auto word = [&](uint32_t syllable) {
    if (syllable < sentence.first_syllable || syllable >= sentence.last_syllable) return FactQuery::kNoWord;
    return static_cast<uint16_t>(context.words[syllable] - sentence.first_token);
  };
  const bool triggered = c.last > c.first, elsewhere = c.subject.source >= Source::kCarried;
  FactQuery query{.relation = number, .words = {}, .rows = {}};
  const uint16_t trigger = triggered ? word(c.first) : FactQuery::kNoWord;
  query.words = {elsewhere ? FactQuery::kNoWord : word(c.subject.first), elsewhere ? FactQuery::kNoWord : word(c.subject.last - 1),
                 word(c.object.first), word(c.object.last - 1), trigger};
  const auto type = [&](const Argument& a) {
    return a.mention < 0 ? kEntityTypes : static_cast<size_t>(document.mentions[static_cast<size_t>(a.mention)].type);
  };
  const size_t object = c.object.mention >= 0 ? type(c.object)
                                              : kTypes + static_cast<size_t>(c.object.literal) * kEnds + std::min<size_t>(c.object.ends, kEnds - 1);
  const bool title = document.body > 0 && sentence.span.begin < document.body;
  const size_t rows[] = {kSubjects + static_cast<size_t>(c.subject.source) * kTypes + type(c.subject),
                         kObjects + object,
                         kFromSubject + distance(query.words[1], trigger),
                         kToObject + distance(trigger, query.words[2]),
                         kAcross + distance(query.words[1], query.words[2]),
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
  judge.size_ = (*size)[0];
  judge.hidden_ = (*size)[4];
  if (judge.hidden_ == 0 || judge.hidden_ > 1024 || judge.hidden_ % 8 != 0 || judge.size_ % 16 != 0)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "frames model", "train the model again"};
  judge.numbers_ = relation_numbers(*keys, ontology);
  auto words = DenseLayer::read(*file, "fact", judge.size_, kFactWords * judge.hidden_);
  if (!words) return words.error();
  judge.words_ = *std::move(words);
  if (Status read = file->read({{"fact_rows", fact_rows(keys->size()) * judge.hidden_, &judge.rows_},
                                {"fact_out", keys->size() * judge.hidden_, &judge.out_},
                                {"fact_bias", keys->size(), &judge.bias_}}); !read)
    return read.error();
  return judge;
}

float FactJudge::log_odds(const FactQuery& query, std::span<const float> words) const {
  std::array<const float*, kFactWords + std::tuple_size_v<decltype(FactQuery::rows)>> rows;
  size_t count = 0;
  for (size_t w = 0; w < kFactWords; ++w) {
    if (query.words[w] == FactQuery::kNoWord) continue;
    const size_t begin = (query.words[w] * kFactWords + w) * hidden_;
    if (begin >= words.size()) return kUnjudged;  // behind what was read of a very long sentence
    rows[count++] = words.data() + begin;
  }
  for (uint16_t row : query.rows) rows[count++] = rows_.data() + row * hidden_;
  return bias_[query.relation] + rectified_dot({rows.data(), count}, out_.data() + query.relation * hidden_, hidden_);
}

void FactJudge::judge(const DocumentContext& context, std::span<Candidate> candidates) const {
  std::vector<float> words;
  uint32_t sentence = static_cast<uint32_t>(-1);
  for (Candidate& c : candidates) {
    if (c.sentence != sentence) {
      sentence = c.sentence;
      const ByteNumbers& read = context.readings[sentence];
      const size_t rows = read.values.size() / size_;
      words.clear();
      if (rows > 2) words_.apply(read, size_, rows - 2, false, words);  // one row before the words, one behind
    }
    const uint16_t number = numbers_[c.relation];
    const bool known = number != FrameLayers::kUnknownRelation && !words.empty();
    c.network = known ? log_odds(fact_query(context, c, number), words) : kUnjudged;
  }
}

}  // namespace boba
