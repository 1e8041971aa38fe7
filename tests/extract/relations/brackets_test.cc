#include "extract/relations/brackets.h"

#include <gtest/gtest.h>

#include "extract/annotators/syllables.h"

namespace boba {
namespace {

struct Case {
  const char* text;  // syllables are counted in it, brackets among them
  uint32_t first, last;
  const char* rest;  // what [first, end) says
};

TEST(EndWithBrackets, KeepsThemWhole) {
  const Case cases[] = {
      {"thành phố Pleiku (Gia Lai) đón khách", 0, 3, "thành phố Pleiku"},                    // none is opened
      {"thành phố Pleiku (Gia Lai) đón khách", 0, 6, "thành phố Pleiku (Gia Lai)"},          // the closing one follows
      {"thành phố Pleiku (Gia Lai) đón khách", 0, 5, "thành phố Pleiku"},                    // it does not follow at once
      {"thành phố Pleiku (Gia Lai) đón khách", 0, 7, "thành phố Pleiku (Gia Lai)"},          // closed already
      {"thành phố Pleiku (Gia Lai) đón khách", 4, 7, "Gia Lai"},                             // closes what it did not open
      {"thành phố Pleiku (Gia Lai) đón khách", 3, 5, "(Gia"},                                // nothing is left before it
      {"Nghị định (số 5 (sửa đổi)) có hiệu lực", 0, 8, "Nghị định"},                         // two are open, one closing one follows
  };
  for (const Case& c : cases) {
    Document document;
    document.text = c.text;
    SyllableAnnotator("").annotate(document, {0, static_cast<uint32_t>(document.text.size())});
    const auto count = static_cast<uint32_t>(document.syllables.size());
    EXPECT_EQ(document.in(document.span_of(c.first, end_with_brackets(document, c.first, c.last, count))), c.rest) << c.text;
  }
}

TEST(EndWithBrackets, GoesNoFurtherThanTheEnd) {
  Document document;
  document.text = "Pleiku (Gia Lai)";
  SyllableAnnotator("").annotate(document, {0, static_cast<uint32_t>(document.text.size())});
  EXPECT_EQ(end_with_brackets(document, 0, 4, 4), 1u);
  EXPECT_EQ(end_with_brackets(document, 0, 4, 5), 5u);
}

}  // namespace
}  // namespace boba
