#include "core/graph.h"

#include <gtest/gtest.h>

namespace boba {
namespace {

TEST(DocumentRecord, TitleEndsBeforeTheBody) {
  DocumentRecord record;
  record.text = "Tin\nThân";
  EXPECT_EQ(record.title(), "");
  record.body = 4;
  EXPECT_EQ(record.title(), "Tin");
}

TEST(StatementRecord, ObjectIsAnEntityOrALiteral) {
  StatementRecord record;
  record.object = EntityId{5};
  EXPECT_EQ(record.object_entity(), 5u);
  EXPECT_EQ(record.literal(), nullptr);
  record.object = Literal{.text = "50 nghìn"};
  EXPECT_EQ(record.object_entity(), 0u);
  ASSERT_NE(record.literal(), nullptr);
  EXPECT_EQ(record.literal()->text, "50 nghìn");
}

}  // namespace
}  // namespace boba
