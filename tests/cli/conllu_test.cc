#include "cli/conllu.h"

#include <gtest/gtest.h>

namespace boba::testing {
namespace {

// Syllables cut at spaces and before commas and points.
Document make_document(std::string text) {
  Document document;
  document.id = "d";
  document.text = std::move(text);
  for (size_t at = 0; at < document.text.size();) {
    size_t end = document.text.find_first_of(" ,.", at);
    if (end == at) ++end;
    if (end == std::string::npos) end = document.text.size();
    if (document.text[at] != ' ') {
      Syllable syllable;
      syllable.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
      document.syllables.push_back(syllable);
    }
    at = end;
  }
  return document;
}

Sentence make_sentence(const Document& document, uint32_t first_token, uint32_t last_token) {
  Sentence out;
  out.span = {document.syllables[document.tokens[first_token].first].span.begin,
              document.syllables[document.tokens[last_token - 1].last - 1].span.end};
  out.first_token = first_token;
  out.last_token = last_token;
  return out;
}

Mention make_mention(const Document& document, EntityType type, uint32_t first, uint32_t last) {
  Mention mention;
  mention.type = type;
  mention.span = document.span_of(first, last);
  mention.first = first;
  mention.last = last;
  return mention;
}

TEST(Conllu, PrintsWordsHeadsAndNames) {
  Document document = make_document("Có mưa. Sở Y tế Hà Nội thông báo An.");
  document.tokens = {{0, 1, Upos::kVerb, *parse_deprel("root"), -1},  {1, 2, Upos::kNoun, *parse_deprel("obj"), 0},
                     {2, 3, Upos::kPunct, *parse_deprel("punct"), 0}, {3, 6, Upos::kPropn, *parse_deprel("nsubj"), 5},
                     {6, 8, Upos::kPropn, *parse_deprel("nmod"), 3},  {8, 10, Upos::kVerb, *parse_deprel("root"), -1},
                     {10, 11, Upos::kPropn, *parse_deprel("obj"), 5}, {11, 12, Upos::kPunct, *parse_deprel("punct"), 5}};
  document.sentences = {make_sentence(document, 0, 3), make_sentence(document, 3, 8)};
  document.mentions = {make_mention(document, EntityType::kOrganization, 3, 8),
                       make_mention(document, EntityType::kPlace, 6, 8),
                       make_mention(document, EntityType::kPerson, 10, 11)};
  EXPECT_EQ(cli::to_conllu_document(document),
            "# newdoc id = d\n"
            "# sent_id = d-1\n"
            "# text = Có mưa.\n"
            "1\tCó\t_\tVERB\t_\t_\t0\troot\t_\t_\n"
            "2\tmưa\t_\tNOUN\t_\t_\t1\tobj\t_\tSpaceAfter=No\n"
            "3\t.\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
            "\n"
            "# sent_id = d-2\n"
            "# text = Sở Y tế Hà Nội thông báo An.\n"
            "1\tSở Y tế\t_\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(Organization\n"
            "2\tHà Nội\t_\tPROPN\t_\t_\t1\tnmod\t_\tEntity=(Place)Organization)\n"
            "3\tthông báo\t_\tVERB\t_\t_\t0\troot\t_\t_\n"
            "4\tAn\t_\tPROPN\t_\t_\t3\tobj\t_\tEntity=(Person)|SpaceAfter=No\n"
            "5\t.\t_\tPUNCT\t_\t_\t3\tpunct\t_\t_\n"
            "\n");
}

}  // namespace
}  // namespace boba::testing
