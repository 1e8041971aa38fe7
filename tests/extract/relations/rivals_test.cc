#include "extract/relations/rivals.h"

#include <gtest/gtest.h>

#include <vector>

namespace boba {
namespace {

Candidate candidate(int32_t subject, int32_t object, float network, uint32_t sentence = 0, RelationId relation = 1) {
  Candidate c{.relation = relation, .pattern = Pattern::kPair, .sentence = sentence};
  c.subject.entity = subject;
  c.object.entity = object;
  c.network = network;
  return c;
}

TEST(Rivals, AreOthersInOneSentence) {
  std::vector<Candidate> all = {candidate(1, 2, 1.0f), candidate(3, 2, -1.5f), candidate(1, 4, 0.5f), candidate(1, 2, -3.0f, 0, 2),
                                candidate(3, 2, 4.0f, 1)};
  compare_rivals(all);
  EXPECT_FLOAT_EQ(all[0].leads[kOtherSubjects], 2.5f);
  EXPECT_FLOAT_EQ(all[1].leads[kOtherSubjects], -2.5f);
  EXPECT_FLOAT_EQ(all[0].leads[kOtherObjects], 0.5f);
  EXPECT_FLOAT_EQ(all[2].leads[kOtherObjects], -0.5f);
  EXPECT_FLOAT_EQ(all[0].leads[kOtherRelations], 4.0f);
  EXPECT_FLOAT_EQ(all[3].leads[kOtherRelations], -4.0f);
  EXPECT_GT(all[4].leads[kOtherSubjects], 10) << "alone in its sentence";
}

TEST(Rivals, ClausesOfOneBeginningCompete) {
  std::vector<Candidate> all = {candidate(1, -1, 1.0f), candidate(2, -1, 0.0f), candidate(2, -1, 0.5f)};
  all[0].object.first = all[1].object.first = 7;
  all[2].object.first = 9;
  compare_rivals(all);
  EXPECT_FLOAT_EQ(all[1].leads[kOtherSubjects], -1.0f);
  EXPECT_FLOAT_EQ(all[1].leads[kOtherObjects], -0.5f);
  EXPECT_GT(all[2].leads[kOtherSubjects], 5);
}

}  // namespace
}  // namespace boba
