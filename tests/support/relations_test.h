// Annotated documents and the stages of relations, made once for all tests of a suite.
#ifndef BOBA_TESTS_SUPPORT_RELATIONS_TEST_H_
#define BOBA_TESTS_SUPPORT_RELATIONS_TEST_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "extract/extractor.h"
#include "extract/relations/relation_extractor.h"

namespace boba::testing {

class RelationsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    extractor_ = std::make_unique<Extractor>(*Extractor::create({.annotations_only = true}));
    relations_ = std::make_unique<RelationExtractor>(*RelationExtractor::create({}));
  }
  static void TearDownTestSuite() {
    extractor_.reset();
    relations_.reset();
  }

  // One paragraph with all layers.
  static Document document(std::string text) {
    Document out;
    out.id = "d";
    out.text = std::move(text);
    out.blocks = {{.span = {0, static_cast<uint32_t>(out.text.size())}}};
    extractor_->annotate(out);
    return out;
  }
  static const Ontology& ontology() { return relations_->ontology(); }
  static RelationId relation(const char* name) { return *ontology().find(name); }

  static inline std::unique_ptr<Extractor> extractor_;
  static inline std::unique_ptr<RelationExtractor> relations_;  // without models
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_RELATIONS_TEST_H_
