#include "extract/relations/spelling.h"

#include <gtest/gtest.h>

#include "embedded/seeds.h"

namespace boba {
namespace {

TEST(Spelling, TellsSyllablesFromOtherWords) {
  const Spelling spelling(seeds::find("grammar/spelling.tsv"));
  for (std::string_view syllable : {"tam", "hoa", "nghiem", "quynh", "giang", "an", "y", "thuy"})
    EXPECT_TRUE(spelling.is_vietnamese(syllable)) << syllable;
  for (std::string_view word : {"rihanna", "putin", "trump", "facebook", "ford", "", "ng", "wen"})
    EXPECT_FALSE(spelling.is_vietnamese(word)) << word;
}

TEST(Spelling, WithoutSeedsKnowsNoSyllable) {
  EXPECT_FALSE(Spelling("").is_vietnamese("tam"));
}

}  // namespace
}  // namespace boba
