#include "extract/learn/train/treebank.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/learn/train/files.h"

namespace boba::train {
namespace {

struct Word {
  std::string form;
  Upos upos;
  Deprel deprel;
  int head;  // from 1; 0 is the root
};

struct Tree {
  std::string text;
  std::vector<Word> words;
  size_t line = 0;
};

std::vector<std::string_view> split(std::string_view line, char mark) {
  std::vector<std::string_view> out;
  for (size_t begin = 0; begin <= line.size();) {
    const size_t end = std::min(line.find(mark, begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<int> parse_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

Error invalid(const std::string& path, size_t line, std::string message) {
  return {ErrorCode::kInvalidInput, std::move(message), fmt::format("{}:{}", path, line), "check the treebank"};
}

Result<Word> parse_word(std::string_view line, const std::string& path, size_t number) {
  const auto columns = split(line, '\t');
  if (columns.size() != 10) return invalid(path, number, fmt::format("{} columns, not 10", columns.size()));
  const auto upos = parse_upos(columns[3]);
  const auto deprel = parse_deprel(columns[7]);
  const auto head = parse_int(columns[6]);
  if (!upos) return invalid(path, number, fmt::format("unknown tag '{}'", columns[3]));
  if (!deprel) return invalid(path, number, fmt::format("unknown relation '{}'", columns[7]));
  if (!head) return invalid(path, number, fmt::format("head '{}'", columns[6]));
  return Word{to_nfc(columns[1]), *upos, *deprel, *head};
}

Result<std::vector<Tree>> parse_trees(std::string_view conllu, const std::string& path) {
  std::vector<Tree> trees;
  Tree tree;
  size_t number = 0;
  const auto close = [&] {
    if (!tree.words.empty()) trees.push_back(std::move(tree));
    tree = {};
  };
  for (std::string_view line : split(conllu, '\n')) {
    ++number;
    if (line.starts_with("# text")) {
      const size_t at = line.find('=');
      if (at != line.npos) tree.text = to_nfc(trim(line.substr(at + 1)));
      tree.line = number;
    } else if (trim(line).empty()) {
      close();
    } else if (line[0] != '#' && parse_int(line.substr(0, line.find('\t')))) {
      auto word = parse_word(line, path, number);
      if (!word) return word.error();
      tree.words.push_back(*std::move(word));
    }
  }
  close();
  return trees;
}

// Which word each byte of `text` belongs to, by the letters alone; nothing when the words do not spell the text.
std::optional<std::vector<uint32_t>> owners(std::string_view text, const std::vector<Word>& words) {
  std::vector<uint32_t> owner(text.size());
  size_t at = 0;
  const auto skip = [&] {
    while (at < text.size() && is_space(decode(text, at).value)) at += decode(text, at).length;
  };
  for (uint32_t w = 0; w < words.size(); ++w) {
    const std::string& form = words[w].form;
    for (size_t f = 0; f < form.size();) {
      const CodePoint c = decode(form, f);
      f += c.length;
      if (is_space(c.value)) continue;
      skip();
      if (at >= text.size() || decode(text, at).value != c.value) return std::nullopt;
      for (uint32_t i = 0; i < c.length; ++i) owner[at + i] = w;
      at += c.length;
    }
  }
  skip();
  if (at != text.size()) return std::nullopt;
  return owner;
}

// Appends the words of `tree` as tokens of the sentence.
void append_tokens(const Tree& tree, const std::vector<uint32_t>& owner, uint32_t offset, Sentence& sentence,
                   Document& document) {
  const auto base = static_cast<int32_t>(document.tokens.size());
  sentence.first_token = static_cast<uint32_t>(base);
  std::vector<int32_t> token_of(tree.words.size(), -1);
  std::vector<uint32_t> kept;
  for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i) {
    const uint32_t w = owner[document.syllables[i].span.begin - offset];
    if (kept.empty() || kept.back() != w) {
      token_of[w] = static_cast<int32_t>(document.tokens.size());
      document.tokens.push_back({.first = i, .last = i, .upos = tree.words[w].upos, .deprel = tree.words[w].deprel});
      kept.push_back(w);
    }
    document.tokens.back().last = i + 1;
  }
  sentence.last_token = static_cast<uint32_t>(document.tokens.size());
  for (uint32_t w : kept) {
    int head = tree.words[w].head;
    while (head > 0 && token_of[static_cast<size_t>(head - 1)] < 0) head = tree.words[static_cast<size_t>(head - 1)].head;
    document.tokens[static_cast<size_t>(token_of[w])].head = head > 0 ? token_of[static_cast<size_t>(head - 1)] : -1;
  }
}

}  // namespace

Result<Document> parse_treebank(std::string_view conllu, const std::string& path) {
  const auto trees = parse_trees(conllu, path);
  if (!trees) return trees.error();
  std::string text;
  for (const Tree& tree : *trees) text += tree.text + "\n";
  Document document = one_sentence_a_line(text);
  if (document.sentences.size() != trees->size()) return invalid(path, 1, "a sentence without text");
  for (size_t s = 0; s < trees->size(); ++s) {
    const Tree& tree = (*trees)[s];
    Sentence& sentence = document.sentences[s];
    const Span line = document.blocks[sentence.block].span;
    const auto owner = owners(document.in(line), tree.words);
    if (!owner) return invalid(path, tree.line, "the words do not spell the text");
    for (const Word& word : tree.words)
      if (word.head < 0 || static_cast<size_t>(word.head) > tree.words.size())
        return invalid(path, tree.line, fmt::format("no word {}", word.head));
    append_tokens(tree, *owner, line.begin, sentence, document);
  }
  return document;
}

Result<Document> read_treebanks(const std::vector<std::string>& paths) {
  std::string all;
  for (const std::string& path : paths) {
    const auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    if (const auto one = parse_treebank(*bytes, path); !one) return one.error();
    all += *bytes + "\n";
  }
  return parse_treebank(all, paths.empty() ? "" : paths[0]);
}

Result<Treebanks> read_treebanks(const std::vector<std::string>& own, const std::vector<std::string>& others) {
  const auto first = read_treebanks(own);
  if (!first) return first.error();
  if (others.empty()) return Treebanks{*first, 0};
  std::vector<std::string> all = own;
  all.insert(all.end(), others.begin(), others.end());
  auto both = read_treebanks(all);
  if (!both) return both.error();
  return Treebanks{*std::move(both), first->sentences.size()};
}

Document select(const Document& document, const std::function<bool(uint32_t)>& keep) {
  Document out;
  out.text = document.text;
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    if (!keep(s)) continue;
    Sentence sentence = document.sentences[s];
    const auto shift = static_cast<uint32_t>(out.syllables.size()) - sentence.first_syllable;
    const auto token_shift = static_cast<int32_t>(out.tokens.size()) - static_cast<int32_t>(sentence.first_token);
    for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i)
      out.syllables.push_back(document.syllables[i]);
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      Token token = document.tokens[t];
      token.first += shift;
      token.last += shift;
      if (token.head >= 0) token.head += token_shift;
      out.tokens.push_back(token);
    }
    sentence.first_syllable += shift;
    sentence.last_syllable += shift;
    sentence.first_token += static_cast<uint32_t>(token_shift);
    sentence.last_token += static_cast<uint32_t>(token_shift);
    sentence.block = static_cast<uint32_t>(out.blocks.size());
    out.blocks.push_back(document.blocks[document.sentences[s].block]);
    out.sentences.push_back(sentence);
  }
  return out;
}

std::string to_conllu(const Document& document) {
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    out += fmt::format("# text = {}\n", document.in(sentence.span));
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      const Token& token = document.tokens[t];
      const int32_t head = token.head < 0 ? 0 : token.head - static_cast<int32_t>(sentence.first_token) + 1;
      out += fmt::format("{}\t{}\t_\t{}\t_\t_\t{}\t{}\t_\t_\n", t - sentence.first_token + 1,
                         document.in(document.span_of(token.first, token.last)), to_string(token.upos), head,
                         to_string(token.deprel));
    }
    out += '\n';
  }
  return out;
}

std::string Score::to_string() const {
  return fmt::format("words {:.2f} UPOS {:.2f} UAS {:.2f} LAS {:.2f}", f1(words), f1(upos), f1(uas), f1(las));
}

Score score(const Document& gold, const Document& system) {
  using Place = std::pair<uint32_t, uint32_t>;
  const Place root = {UINT32_MAX, UINT32_MAX};
  const auto place = [&](const Document& d, int32_t t) {
    return t < 0 ? root : Place{d.tokens[static_cast<size_t>(t)].first, d.tokens[static_cast<size_t>(t)].last};
  };
  std::map<Place, const Token*> words;
  for (const Token& token : gold.tokens) words[{token.first, token.last}] = &token;
  Score score = {.gold = gold.tokens.size(), .system = system.tokens.size()};
  for (const Token& token : system.tokens) {
    const auto it = words.find({token.first, token.last});
    if (it == words.end()) continue;
    const Token& right = *it->second;
    const bool head = place(gold, right.head) == place(system, token.head);
    ++score.words;
    score.upos += token.upos == right.upos;
    score.uas += head;
    score.las += head && token.deprel == right.deprel;
  }
  return score;
}

}  // namespace boba::train
