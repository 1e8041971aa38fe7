// The ways to print answers: table, json, jsonl, csv. Adding one is one entry in answer_formats.cc.
#ifndef BOBA_CLI_ANSWER_FORMATS_H_
#define BOBA_CLI_ANSWER_FORMATS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/query.h"

namespace boba::cli {

struct AnswerStyle {
  bool evidence = false;  // tables quote the sentences below each row
  bool colour = false;    // trigger, subject and object of a quotation in bold
  size_t widest = 0;      // cells of tables are cut to so many columns; 0 cuts nothing
};

struct AnswerFormat {
  std::string_view name;
  std::string (*print)(std::span<const Answer> answers, const AnswerStyle& style);
};
std::span<const AnswerFormat> answer_formats();
std::vector<std::string> answer_format_names();
// Precondition: one of answer_format_names().
const AnswerFormat& answer_format(std::string_view name);

// The object as people read it: a name, or the words of a literal.
const std::string& object_text(const Answer& answer);
// "\"sentence\" [document, source, 2020-08-18]", its spans in bold where `colour`.
std::string quotation(const EvidenceAnswer& evidence, bool colour);
// "time: ... (2020); place: ...; by: ...": qualifiers and speaker; empty when there are none.
std::string circumstances(const Answer& answer);

// One field of CSV (RFC 4180), quoted where it must be.
std::string csv_field(std::string_view text);
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace boba::cli

#endif  // BOBA_CLI_ANSWER_FORMATS_H_
