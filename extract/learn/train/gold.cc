#include "extract/learn/train/gold.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/annotators/lines.h"
#include "extract/learn/train/files.h"

namespace boba::train {
namespace {

bool is_bracket_or_quote(char32_t c) {
  return c == U'"' || c == U'\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == U'(' || c == U')' ||
         c == U'[' || c == U']' || c == U'{' || c == U'}' || c == 0x2026;
}

bool is_dash(char32_t c) { return c == U'-' || c == 0x2013; }

const std::set<std::string>& lines_of(std::string_view seed) {
  static const std::set<std::string> generic = [] {
    std::set<std::string> lines;
    for_each_line(seeds::find("grammar/bare_heads.txt"), [&](std::string_view line) { lines.insert(fold(line)); });
    return lines;
  }();
  static const std::set<std::string> titles = [] {
    std::set<std::string> lines;
    for_each_line(seeds::find("grammar/person_titles.txt"), [&](std::string_view line) { lines.insert(fold(line)); });
    return lines;
  }();
  return seed == "generic" ? generic : titles;
}

std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool determined(std::string_view key) {
  bool back = false;
  for_each_line(seeds::find("grammar/determiners.txt"), [&](std::string_view line) {
    back |= key.size() > line.size() && key.ends_with(fold(line)) && key[key.size() - line.size() - 1] == ' ';
  });
  return back;
}

std::vector<std::string> naming_of(const GoldEntity& entity) {
  const auto key = [&](std::string_view s) {
    return entity.type == EntityType::kPerson ? normalise_person(s) : normalise(s);
  };
  std::vector<std::string> out = {key(entity.name)};
  for (const std::string& alias : entity.aliases) {
    const std::string k = key(alias);
    if (k.empty() || lines_of("generic").contains(k) || determined(k)) continue;
    if (is_upper(decode(alias, 0).value) || tokens(k).size() > 2) out.push_back(k);
  }
  return out;
}

GoldArticle read_article(const nlohmann::json& json) {
  GoldArticle article;
  article.id = json.value("doc", "");
  std::unordered_map<std::string, size_t> index;
  for (const auto& e : json.at("entities")) {
    GoldEntity entity;
    entity.type = parse_entity_type(e.value("type", "")).value_or(EntityType::kConcept);
    entity.name = to_nfc(e.value("name", ""));
    for (const auto& alias : e.value("aliases", std::vector<std::string>())) entity.aliases.push_back(to_nfc(alias));
    entity.naming = naming_of(entity);
    index[e.value("id", "")] = article.entities.size();
    article.entities.push_back(std::move(entity));
  }
  for (const auto& f : json.at("facts")) {
    GoldFact fact;
    fact.subject = index.at(f.value("s", ""));
    fact.relation = f.value("r", "");
    if (f.at("o").is_string()) {
      fact.object = static_cast<int>(index.at(f.at("o").get<std::string>()));
    } else {
      fact.object_words = to_nfc(f.at("o").value("text", ""));
      fact.object_text = normalise(fact.object_words);
    }
    fact.modality = f.value("mod", "asserted");
    fact.trigger = to_nfc(f.value("t", ""));
    fact.sentence = f.value("sent", -1);
    fact.at = f.value("at", int64_t{-1});
    if (f.contains("q"))
      for (const auto& [kind, value] : f.at("q").items())
        if (value.is_string()) {
          const std::string text = value.get<std::string>();
          const auto entity = index.find(text);
          fact.qualifiers[kind] = entity == index.end() ? text : article.entities[entity->second].name;
        }
    if (fact.relation == "directed" && fact.qualifiers.contains("content"))
      fact.content = normalise(fact.qualifiers["content"]);
    article.facts.push_back(std::move(fact));
  }
  return article;
}

}  // namespace

Result<std::vector<GoldArticle>> read_gold(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::vector<GoldArticle> articles;
  std::string problem;
  size_t number = 0;
  for_each_line(*bytes, [&](std::string_view line) {
    ++number;
    try {
      articles.push_back(read_article(nlohmann::json::parse(line)));
    } catch (const std::exception& error) {
      if (problem.empty()) problem = path + ":" + std::to_string(number) + ": " + error.what();
    }
  });
  if (!problem.empty()) return Error{ErrorCode::kInvalidInput, problem, path, "one JSON object a line"};
  return articles;
}

std::string normalise(std::string_view text) {
  const std::string folded = fold(to_nfc(text));
  std::u32string out;
  std::u32string in;
  for (size_t at = 0; at < folded.size();) {
    const CodePoint c = decode(folded, at);
    at += c.length;
    in.push_back(c.value == U'_' || is_bracket_or_quote(c.value) ? U' ' : is_dash(c.value) ? U'-' : c.value);
  }
  for (size_t i = 0; i < in.size(); ++i) {
    const char32_t c = in[i];
    const bool number_mark = (c == U'.' || c == U',') && i > 0 && is_digit(in[i - 1]) && i + 1 < in.size() && is_digit(in[i + 1]);
    if (((c == U'.' || c == U',') && !number_mark) || c == U';' || c == U':' || c == U'!' || c == U'?') {
      out.push_back(U' ');
    } else {
      out.push_back(c);
    }
  }
  std::u32string tight;  // no spaces around & / -, runs of spaces one
  const auto joins = [](char32_t c) { return c == U'&' || c == U'/' || c == U'-'; };
  for (char32_t c : out) {
    if (c == U' ' && (tight.empty() || tight.back() == U' ' || joins(tight.back()))) continue;
    if (joins(c) && !tight.empty() && tight.back() == U' ') tight.pop_back();
    tight.push_back(c);
  }
  while (!tight.empty() && tight.back() == U' ') tight.pop_back();
  std::string utf8;
  for (char32_t c : tight) append(utf8, c);
  return utf8;
}

std::string normalise_person(std::string_view text) {
  std::string key = normalise(text);
  for (bool again = true; again;) {
    again = false;
    for (size_t space = key.find(' '); space != std::string::npos && !again; space = key.find(' ', space + 1))
      if (lines_of("titles").contains(key.substr(0, space))) {
        key.erase(0, space + 1);
        again = true;
      }
  }
  return key;
}

double token_f1(std::string_view a, std::string_view b) {
  std::unordered_map<std::string, int> counts;
  const std::vector<std::string> x = tokens(a), y = tokens(b);
  for (const std::string& t : x) ++counts[t];
  int common = 0;
  for (const std::string& t : y)
    if (counts[t]-- > 0) ++common;
  return common == 0 ? 0 : 2.0 * common / static_cast<double>(x.size() + y.size());
}

bool names(const GoldEntity& entity, std::string_view name) {
  const std::string key = entity.type == EntityType::kPerson ? normalise_person(name) : normalise(name);
  return !key.empty() && std::any_of(entity.naming.begin(), entity.naming.end(), [&](const std::string& n) {
    return n == key || token_f1(n, key) >= 0.8;
  });
}

bool object_matches(const GoldArticle& article, const GoldFact& fact, std::string_view name) {
  if (fact.object < 0) return token_f1(normalise(name), fact.object_text) >= 0.5;
  if (names(article.entities[static_cast<size_t>(fact.object)], name)) return true;
  return !fact.content.empty() && token_f1(normalise(name), fact.content) >= 0.5;
}

bool relation_matches(const GoldArticle& article, const GoldFact& fact, std::string_view relation) {
  if (relation == fact.relation) return true;
  const auto nests = [](std::string_view r) { return r == "partOf" || r == "locatedIn"; };
  return article.entities[fact.subject].type == EntityType::kPlace && nests(relation) && nests(fact.relation);
}

size_t maximum_matching(const std::vector<std::vector<int>>& edges, size_t right) {
  std::vector<int> owner(right, -1);
  std::vector<char> seen;
  const auto grow = [&](const auto& self, int i) -> bool {
    for (int j : edges[static_cast<size_t>(i)]) {
      if (seen[static_cast<size_t>(j)]) continue;
      seen[static_cast<size_t>(j)] = 1;
      int& o = owner[static_cast<size_t>(j)];
      if (o < 0 || self(self, o)) {
        o = i;
        return true;
      }
    }
    return false;
  };
  size_t size = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    seen.assign(right, 0);
    size += grow(grow, static_cast<int>(i));
  }
  return size;
}

}  // namespace boba::train
