// boba-train labels: offsets into articles written out as gold with text, for the trainers.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string labels, articles, gold_out, articles_out;
};

// Code-point offsets of one article to its text.
class Slices {
 public:
  explicit Slices(const Json& article)
      : text_(to_nfc(article.value("title", "")) + "\n" + to_nfc(article.value("text", ""))) {
    for (size_t at = 0; at < text_.size(); at += decode(text_, at).length) bytes_.push_back(at);
    bytes_.push_back(text_.size());
  }
  // Throws std::out_of_range for offsets beyond the text.
  std::string operator()(const Json& span) const {
    const size_t begin = bytes_.at(span.at(0).get<size_t>()), end = bytes_.at(span.at(1).get<size_t>());
    return text_.substr(begin, end - begin);
  }

 private:
  std::string text_;
  std::vector<size_t> bytes_;  // of each code point
};

std::string entity_name(size_t index) { return fmt::format("e{}", index); }

Json write_out(const Json& labels, const Slices& slice) {
  Json gold = {{"doc", labels.at("doc")}, {"entities", Json::array()}, {"facts", Json::array()}};
  for (const Json& entity : labels.at("entities")) {
    Json aliases = Json::array();
    for (size_t i = 1; i < entity.at(1).size(); ++i) aliases.push_back(slice(entity.at(1).at(i)));
    gold["entities"].push_back({{"id", entity_name(gold["entities"].size())},
                                {"type", entity.at(0)},
                                {"name", slice(entity.at(1).at(0))},
                                {"aliases", aliases}});
  }
  for (const Json& fact : labels.at("facts")) {
    Json out = {{"s", entity_name(fact.at("s").get<size_t>())}, {"r", fact.at("r")}};
    const Json& object = fact.at("o");
    out["o"] = object.is_object() ? Json{{"text", slice(object.at("span"))}} : Json(entity_name(object.get<size_t>()));
    for (const char* key : {"mod", "at"})
      if (fact.contains(key)) out[key] = fact.at(key);
    if (fact.contains("t")) out["t"] = slice(fact.at("t"));
    if (fact.contains("q"))
      for (const auto& [kind, value] : fact.at("q").items())
        out["q"][kind] = value.is_object()   ? Json(slice(value.at("span")))
                         : value.is_number() ? Json(entity_name(value.get<size_t>()))
                                             : value;
    gold["facts"].push_back(std::move(out));
  }
  return gold;
}

Status write_labels(const Options& options) {
  const auto labels = read_file(options.labels);
  if (!labels) return labels.error();
  const auto articles = read_file(options.articles);
  if (!articles) return articles.error();
  std::map<std::string, Json> wanted;
  for_each_line(*labels, [&](std::string_view line) {
    Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return;
    const std::string id = json.value("doc", "");
    wanted[id] = std::move(json);
  });
  std::string gold_lines, article_lines, problem;
  size_t written = 0;
  for_each_line(*articles, [&](std::string_view line) {
    const Json article = Json::parse(line, nullptr, false);
    if (!article.is_object()) return;
    const auto found = wanted.find(article.value("id", ""));
    if (found == wanted.end()) return;
    try {
      gold_lines += write_out(found->second, Slices(article)).dump() + "\n";
      article_lines += std::string(line) + "\n";
      ++written;
    } catch (const std::exception& error) {
      if (problem.empty()) problem = "labels of " + found->first + " do not fit the article: " + error.what();
    }
  });
  if (!problem.empty()) return Error{ErrorCode::kInvalidInput, problem, options.labels, "the corpus that the labels were made on"};
  fmt::print("{} of {} articles found\n", written, wanted.size());
  if (Status done = write_file(options.gold_out, gold_lines); !done) return done;
  return write_file(options.articles_out, article_lines);
}

}  // namespace

void add_labels(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("labels", "Write labels kept as offsets out as gold with text");
  command->add_option("labels", options->labels, "extract/learn/labels/*.jsonl")->required();
  command->add_option("corpus", options->articles, "The articles they were made on, JSONL, also .zst")->required();
  command->add_option("--gold", options->gold_out, "Gold file to write")->required();
  command->add_option("--articles", options->articles_out, "Articles file to write")->required();
  command->callback([options, &status] { status = write_labels(*options); });
}

}  // namespace boba::train
