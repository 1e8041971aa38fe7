#include "cli/conllu.h"

#include <fmt/format.h>

#include <algorithm>

namespace boba::cli {
namespace {

// Tabs and line ends would end the field.
std::string field(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out.empty() ? "_" : out;
}

class SentencePrinter {
 public:
  SentencePrinter(const Document& document, size_t index)
      : document_(document),
        sentence_(document.sentences[index]),
        index_(index),
        first_mention_(std::lower_bound(document.mentions.begin(), document.mentions.end(), sentence_.span.begin,
                                        [](const Mention& m, uint32_t begin) { return m.span.begin < begin; })) {}

  std::string print() const {
    std::string out = fmt::format("# sent_id = {}-{}\n# text = {}\n", field(document_.id), index_ + 1,
                                  field(document_.in(sentence_.span)));
    for (uint32_t i = sentence_.first_token; i < sentence_.last_token; ++i) out += print_token(i);
    return out + "\n";
  }

 private:
  Span span(const Token& token) const { return document_.span_of(token.first, token.last); }

  std::string print_token(uint32_t i) const {
    const Token& token = document_.tokens[i];
    const int64_t head = token.head < 0 ? 0 : token.head - static_cast<int64_t>(sentence_.first_token) + 1;
    return fmt::format("{}\t{}\t_\t{}\t_\t_\t{}\t{}\t_\t{}\n", i - sentence_.first_token + 1,
                       field(document_.in(span(token))), to_string(token.upos), head,
                       head == 0 ? "root" : to_string(token.deprel), misc(i));
  }

  std::string misc(uint32_t i) const {
    std::string out;
    if (const std::string names = names_at(document_.tokens[i]); !names.empty()) out += "Entity=" + names;
    const bool glued = i + 1 < sentence_.last_token &&
                       span(document_.tokens[i]).end == span(document_.tokens[i + 1]).begin;
    if (glued) out += out.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
    return out.empty() ? "_" : out;
  }

  // What opens and closes at a word. The ends of mentions that began before it come last, outer ones after inner
  // ones, because mentions stand by begin, longer first.
  std::string names_at(const Token& token) const {
    std::string opening, closing;
    for (auto mention = first_mention_; mention != document_.mentions.end() && mention->first < token.last; ++mention) {
      if (mention->last <= token.first) continue;
      const bool opens = mention->first >= token.first;
      const bool closes = mention->last <= token.last;
      if (opens) opening += fmt::format("({}", to_string(mention->type));
      if (closes) closing.insert(0, opens ? ")" : fmt::format("{})", to_string(mention->type)));
    }
    return opening + closing;
  }

  const Document& document_;
  const Sentence& sentence_;
  size_t index_;
  std::vector<Mention>::const_iterator first_mention_;  // of the sentence
};

}  // namespace

std::string to_conllu(const Document& document) {
  std::string out;
  for (size_t i = 0; i < document.sentences.size(); ++i)
    if (document.sentences[i].first_token < document.sentences[i].last_token)
      out += SentencePrinter(document, i).print();
  return out;
}

std::string to_conllu_document(const Document& document) {
  return fmt::format("# newdoc id = {}\n", field(document.id)) + to_conllu(document);
}

}  // namespace boba::cli
