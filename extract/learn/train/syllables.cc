// boba-train syllables: raw articles as lines of syllables, one sentence a line: what word statistics are made of.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/annotators/lines.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

// The document of one line of JSON: {"title": ..., "text": ...}; a block a line of text.
Document read_article(std::string_view line) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  Document document;
  if (!json.is_object()) return document;
  document.text = to_nfc(json.value("title", "") + "\n" + json.value("text", ""));
  const std::string_view all = document.text;
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    if (end > begin)
      document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  return document;
}

Status print_syllables(const std::vector<std::string>& paths) {
  const SyllableAnnotator syllables(seeds::find("gazetteers/surnames.txt"));
  const SentenceAnnotator sentences(seeds::find("gazetteers/sentence_abbreviations.txt"));
  for (const std::string& path : paths) {
    const auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    for_each_line(*bytes, [&](std::string_view line) {
      Document document = read_article(line);
      syllables.annotate(document);
      sentences.annotate(document);
      std::string out;
      for (const Sentence& sentence : document.sentences) {
        for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i) {
          if (i > sentence.first_syllable) out += ' ';
          out += document.in(document.syllables[i].span);
        }
        out += '\n';
      }
      fmt::print("{}", out);
    });
  }
  return {};
}

}  // namespace

void add_syllables(CLI::App& app, Status& status) {
  const auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("syllables", "Print articles as lines of syllables, one sentence a line");
  command->add_option("ARTICLES", *paths, "JSON lines with title and text; .zst is decompressed")->required();
  command->callback([paths, &status] { status = print_syllables(*paths); });
}

}  // namespace boba::train
