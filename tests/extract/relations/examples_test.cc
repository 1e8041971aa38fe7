// What the relation files promise by their own examples, read by the real annotators and models: every example is
// a sentence with all the facts it states. Those missed are printed, for whoever teaches a relation next. The bars
// stand just below what the models reach; raise them with every gain.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/vietnamese.h"
#include "embedded/models.h"
#include "extract/extractor.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

using Fact = FrameExample::Fact;

// Relation, subject and object in the article's words.
struct Found {
  RelationId relation;
  std::string subject, object;
  std::string_view modality = {};
};

std::multiset<std::string> words(std::string_view text) {
  const std::string folded = fold(text);
  std::multiset<std::string> out;
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find_first_of(" ,.;:\"()", at), folded.size());
    if (end > at) out.insert(folded.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// At least half of the words of the two together are common to both (F1), the measure of docs/evaluation.md.
bool overlap(std::string_view a, std::string_view b) {
  const std::multiset<std::string> x = words(a), y = words(b);
  std::vector<std::string> common;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(common));
  return !common.empty() && 4 * common.size() >= x.size() + y.size();
}

bool states(const Found& found, RelationId relation, const Fact& fact) {
  return found.relation == relation && fold(found.subject) == fold(fact.subject) && overlap(found.object, fact.object);
}

Document document_of(const FrameExample& example) {
  Document document;
  document.id = "example";
  document.text = example.text;
  document.blocks = {{.span = {0, static_cast<uint32_t>(example.text.size())}, .kind = BlockKind::kParagraph}};
  return document;
}

struct Figures {
  size_t facts = 0, found = 0, modality = 0;
  double recall() const { return static_cast<double>(found) / static_cast<double>(facts); }
};

class Examples : public ::testing::Test {
 protected:
  void SetUp() override {
    auto extractor = Extractor::create();
    ASSERT_TRUE(extractor) << extractor.error().to_string();
    extractor_.emplace(*std::move(extractor));
    auto relations = RelationExtractor::create(models::find("relations.model"));
    ASSERT_TRUE(relations) << relations.error().to_string();
    relations_.emplace(*std::move(relations));
  }

  // Which listed facts are among what `read` finds in the examples. A subject may be named in several ways:
  // then `read` gives one Found for each.
  Figures measure(const char* what, auto read) const {
    Figures figures;
    for (const FrameExample& example : relations_->frames().examples()) {
      Document document = document_of(example);
      const std::vector<Found> found = read(document);
      for (const Fact& fact : example.facts) {
        ++figures.facts;
        const auto hit = std::find_if(found.begin(), found.end(), [&](const Found& f) { return states(f, example.relation, fact); });
        if (hit == found.end()) {
          std::printf("%s: %s | %s | %s || %s\n", what, fact.subject.c_str(),
                      relations_->ontology()[example.relation].name.c_str(), fact.object.c_str(), example.text.c_str());
          continue;
        }
        ++figures.found;
        figures.modality += hit->modality == (fact.modality.empty() ? "asserted" : fact.modality);
      }
    }
    std::printf("%s: %zu of %zu facts (found %.3f); modality right in %zu\n", what,
                figures.facts - figures.found, figures.facts, figures.recall(), figures.modality);
    return figures;
  }

  std::optional<Extractor> extractor_;
  std::optional<RelationExtractor> relations_;
};

TEST_F(Examples, StateFactsThatACandidateReaches) {
  const Figures figures = measure("not reached", [&](Document& document) {
    extractor_->annotate(document);
    const DocumentContext context = relations_->prepare(document);
    std::vector<Found> found;
    for (const Candidate& c : relations_->candidates(context)) {
      const std::string object(document.in(document.span_of(c.object.first, c.object.last)));
      const LocalEntity& subject = context.entities[static_cast<size_t>(c.subject.entity)];
      found.push_back({c.relation, subject.name, object});
      for (uint32_t m : subject.mentions) found.push_back({c.relation, std::string(document.in(document.mentions[m].span)), object});
    }
    return found;
  });
  EXPECT_GT(figures.facts, 250u);
  EXPECT_GE(figures.recall(), 0.69);
}

TEST_F(Examples, StateFactsThatAreExtracted) {
  const Figures figures = measure("not extracted", [&](Document& document) {
    const Extraction extraction = extractor_->extract(document);
    std::vector<Found> found;
    for (const Statement& statement : extraction.statements) {
      const Evidence& evidence = statement.evidence.front();
      const auto* entity = std::get_if<EntityId>(&statement.object);
      const std::string object = entity ? extraction.find(*entity)->name : std::get<Literal>(statement.object).text;
      const Entity& subject = *extraction.find(statement.subject);
      for (const std::string& o : {object, std::string(document.in(evidence.object))}) {
        found.push_back({statement.relation, subject.name, o, to_string(statement.modality)});
        for (const std::string& alias : subject.aliases)
          found.push_back({statement.relation, alias, o, to_string(statement.modality)});
      }
    }
    return found;
  });
  EXPECT_GE(figures.recall(), 0.44);
  EXPECT_GE(static_cast<double>(figures.modality), 0.9 * static_cast<double>(figures.found));
}

}  // namespace
}  // namespace boba
