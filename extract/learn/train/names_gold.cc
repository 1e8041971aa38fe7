#include "extract/learn/train/names_gold.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/words.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/gold.h"
#include "extract/reader/article_parser.h"

namespace boba::train {
namespace {

bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }

bool ends_word(std::string_view text, size_t at) { return at == text.size() || !is_word(decode(text, at).value); }

bool begins_word(std::string_view text, size_t at) {
  if (at == 0) return true;
  size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  return !is_word(decode(text, before).value);
}

void find_all(std::string_view text, std::string_view name, std::vector<Span>& out) {
  if (name.empty()) return;
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1))
    if (begins_word(text, at) && ends_word(text, at + name.size()))
      out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + name.size())});
}

std::vector<GoldMention> find_entities(std::string_view text, const std::vector<GoldEntity>& entities) {
  std::vector<GoldMention> all;
  std::set<std::tuple<Span, EntityType>> seen;
  for (uint32_t e = 0; e < entities.size(); ++e) {
    std::vector<Span> spans;
    find_all(text, entities[e].name, spans);
    for (const std::string& alias : entities[e].aliases) find_all(text, alias, spans);
    for (const Span span : spans) {
      const bool inside = std::any_of(spans.begin(), spans.end(),
                                      [&](Span other) { return other != span && other.contains(span); });
      if (!inside && seen.insert({span, entities[e].type}).second) all.push_back({span, entities[e].type, e});
    }
  }
  std::sort(all.begin(), all.end(), [](const GoldMention& a, const GoldMention& b) {
    return std::tuple(a.span.begin, b.span.end, a.type) < std::tuple(b.span.begin, a.span.end, b.type);
  });
  return all;
}

}  // namespace

Status for_each_article(const std::string& path, const std::function<bool(Document)>& take) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  const auto parser = ArticleParser::create();
  if (!parser) return parser.error();
  const SyllableAnnotator syllables(seeds::find("gazetteers/surnames.txt"));
  const SentenceAnnotator sentences(seeds::find("gazetteers/sentence_abbreviations.txt"));
  for (size_t begin = 0; begin < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', begin), bytes->size());
    auto parsed = parser->parse({.format = ArticleFormat::kJson, .bytes = bytes->substr(begin, end - begin)});
    begin = end + 1;
    if (!parsed) continue;
    syllables.annotate(parsed->document);
    sentences.annotate(parsed->document);
    if (!take(std::move(parsed->document))) break;
  }
  return {};
}

Result<std::vector<NamedArticle>> read_names(const std::string& gold, const std::string& articles) {
  const auto annotated = read_gold(gold);
  if (!annotated) return annotated.error();
  const auto words = WordAnnotator::load(models::find("words.model"));
  if (!words) return words.error();
  const auto dependencies = DependencyAnnotator::load(models::find("dependencies.model"));
  if (!dependencies) return dependencies.error();
  std::unordered_map<std::string, Document> documents;
  const Status read = for_each_article(articles, [&](Document document) {
    std::string id = document.id;
    words->annotate(document);
    dependencies->annotate(document);
    documents.emplace(std::move(id), std::move(document));
    return true;
  });
  if (!read) return read.error();
  std::vector<NamedArticle> all;
  for (const GoldArticle& article : *annotated) {
    const auto found = documents.find(article.id);
    if (found == documents.end()) continue;
    auto mentions = find_entities(found->second.text, article.entities);
    all.push_back({std::move(found->second), std::move(mentions), {}});
    for (const GoldEntity& entity : article.entities) {
      if (entity.type != EntityType::kPerson) continue;
      all.back().persons.insert(entity.name);
      all.back().persons.insert(entity.aliases.begin(), entity.aliases.end());
    }
    documents.erase(found);
  }
  if (all.empty()) return Error{ErrorCode::kInvalidInput, "no article with gold", gold, "give the articles of this gold"};
  return all;
}

}  // namespace boba::train
