// The program as people run it: one command line, what it prints on both streams, how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "graph/query/resolve.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/facts.h"
#include "tests/support/shell.h"
#include "tests/support/temp_dir.h"

namespace boba::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using nlohmann::json;

ShellResult boba(const std::string& arguments) { return shell("unset BOBA_GRAPH; " BOBA_PROGRAM " " + arguments); }

// What a command prints; it must end well and leave standard error empty.
std::string output(const std::string& arguments) {
  const ShellResult result = boba(arguments);
  EXPECT_EQ(result.exit, 0) << arguments << "\n" << result.err;
  EXPECT_EQ(result.err, "") << arguments;
  return result.out;
}

void expect_misuse(const std::string& arguments, const std::string& message) {
  const ShellResult result = boba(arguments);
  EXPECT_EQ(result.exit, 2) << arguments;
  EXPECT_EQ(result.out, "") << arguments;
  EXPECT_THAT(result.err, AllOf(StartsWith("boba: error: "), HasSubstr(message), HasSubstr("\ntry: "))) << arguments;
}

DocumentFacts first_article() {
  FactsBuilder facts("tin-1", "Bộ Y tế công bố chương trình", "2020-08-18");
  const EntityId person = facts.entity(EntityType::kPerson, "Nguyễn Văn An", {"ông An"});
  const EntityId ministry = facts.entity(EntityType::kOrganization, "Bộ Y tế");
  const EntityId program = facts.entity(EntityType::kProgram, "Chương trình Sông Xanh");
  facts.fact(person, "announced", program, "Nguyễn Văn An công bố Chương trình Sông Xanh.", "công bố");
  facts.fact(person, "memberOf", ministry, "Nguyễn Văn An làm việc ở Bộ Y tế.", "làm việc");
  Statement& planned = facts.fact(ministry, "changed", quantity("100 nghìn hộ", "100000", "hộ"),
                                  "Bộ Y tế sẽ tăng lên 100 nghìn hộ.", "tăng");
  planned.modality = Modality::kPlanned;
  planned.speaker = person;
  return facts.build();
}

DocumentFacts second_article() {
  FactsBuilder facts("tin-2", "Tỉnh Mẫu được hỗ trợ", "2021-01-05");
  const EntityId ministry = facts.entity(EntityType::kOrganization, "Bộ Y tế");
  const EntityId other = facts.entity(EntityType::kPerson, "Nguyễn Văn Ân");
  const EntityId place = facts.entity(EntityType::kPlace, "Tỉnh Mẫu");
  facts.fact(ministry, "supports", place, "Bộ Y tế hỗ trợ Tỉnh Mẫu.", "hỗ trợ");
  facts.fact(other, "locatedIn", place, "Nguyễn Văn Ân ở Tỉnh Mẫu.");
  return facts.build();
}

class Commands : public ::testing::Test {
 protected:
  Commands() {
    auto store = open_rocksdb_store(graph(), {.mode = RocksDbOptions::Mode::kCreate});
    const std::vector<DocumentFacts> articles = {first_article(), second_article()};
    EXPECT_TRUE((*store)->put(articles, relation_names()));
    EXPECT_TRUE((*store)->finish());
  }
  std::string graph() const { return folder_ / "graph"; }
  std::string option() const { return " --graph " + graph(); }
  TempDir folder_;
};

TEST(Program, ExplainsItself) {
  EXPECT_THAT(output("--help"), AllOf(HasSubstr("extract"), HasSubstr("export"), HasSubstr("example:")));
  EXPECT_EQ(output("help"), output("--help"));
  EXPECT_THAT(output("--version"), StartsWith("boba "));
  for (const char* name :
       {"extract", "annotate", "build", "query", "show", "path", "rank", "stats", "remove", "merge", "split", "export",
        "relations"}) {
    const std::string help = output(std::string(name) + " --help");
    EXPECT_THAT(help, HasSubstr("example:\n  boba " + std::string(name))) << name;
    EXPECT_EQ(output("help " + std::string(name)), help);
  }
}

TEST(Program, SaysWhatWasMeant) {
  expect_misuse("", "no command given");
  expect_misuse("qeury", "unknown command 'qeury'; did you mean 'query'?");
  expect_misuse("frobnicate", "unknown command 'frobnicate'\n");
  expect_misuse("stats --graf x --graph y", "unknown option '--graf'; did you mean '--graph'?");
  expect_misuse("stats --graph x more", "unexpected argument 'more'");
  expect_misuse("stats", "--graph is required");
  expect_misuse("extract", "PATH is required");
  expect_misuse("query --graph x --format xml", "xml");
  expect_misuse("query --graph x --limit many", "many");
  expect_misuse("query --graph x --limit -1", "--limit: Value -1");
  expect_misuse("rank --graph x --limit -1", "--limit: Value -1");
  expect_misuse("show --graph x --limit -1 a", "--limit: Value -1");
  expect_misuse("path --graph x --max-hops 0 a b", "--max-hops: Value 0");
  expect_misuse("path --graph x --min-confidence 1.5 a b", "--min-confidence: Value 1.5");
  expect_misuse("extract --threads -1 x", "--threads: Value -1");
}

TEST(Program, FailsInOneLine) {
  const ShellResult result = boba("stats --graph /no/such/graph");
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, AllOf(StartsWith("boba: error: /no/such/graph: "), HasSubstr("\ntry: ")));
}

TEST(Program, EndsQuietlyWhenNobodyReads) {
  const ShellResult result = shell("{ " BOBA_PROGRAM " relations --format json; echo $? >&2; } | true");
  EXPECT_EQ(result.err, "0\n");
}

TEST(Program, FailsOnAFullDisk) {
  const ShellResult result = shell(BOBA_PROGRAM " relations >/dev/full");
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.err, HasSubstr("boba: error: standard output: cannot write"));
}

TEST(Program, ListsRelations) {
  const json relations = json::parse(output("relations --format json"));
  EXPECT_GT(relations.size(), 40u);
  EXPECT_THAT(output("relations"), HasSubstr("công bố"));
}

TEST_F(Commands, QueryFindsByNameWithoutDiacritics) {
  const std::string table = output("query 'bo y te' '?' '?'" + option());
  EXPECT_THAT(table, AllOf(HasSubstr("Bộ Y tế  supports  Tỉnh Mẫu"), HasSubstr("planned"), Not(HasSubstr("announced"))));
  EXPECT_EQ(output("query 'Bộ Y tế'" + option()), table);
  EXPECT_EQ(output("query 'Bo\xCC\xA3\xCC\x82 Y te\xCC\x82\xCC\x81' _ _" + option()), table) << "NFD";
  EXPECT_EQ(shell("BOBA_GRAPH=" + graph() + " " BOBA_PROGRAM " query 'bo y te'").out, table);
}

TEST_F(Commands, QueryTakesRelationsByLabel) {
  const std::string wanted = output("query _ announced" + option());
  EXPECT_THAT(wanted, HasSubstr("Chương trình Sông Xanh"));
  EXPECT_EQ(output("query _ 'công bố'" + option()), wanted);
  EXPECT_EQ(output("query _ 'cong bo'" + option()), wanted);
  expect_misuse("query _ 'anounced'" + option(), "did you mean 'announced'?");
}

TEST_F(Commands, QueryFilters) {
  const auto count = [&](const std::string& options) {
    return json::parse(output("query --format json " + options + option())).size();
  };
  EXPECT_EQ(count(""), 5u);
  EXPECT_EQ(count("--since 2021"), 2u);
  EXPECT_EQ(count("--until 2020-12"), 3u);
  EXPECT_EQ(count("--modality planned"), 1u);
  EXPECT_EQ(count("--by 'ong an' --modality planned"), 1u);
  EXPECT_EQ(count("--type Program"), 1u);
  EXPECT_EQ(count("--type program --type Place"), 3u);
  EXPECT_EQ(count("--limit 2"), 2u);
  EXPECT_EQ(count("'Tỉnh Mẫu' announced _"), 0u);
  expect_misuse("query --since yesterday" + option(), "yesterday");
}

TEST_F(Commands, QueryQuotesTheSentence) {
  EXPECT_THAT(output("query _ supports --evidence" + option()),
              HasSubstr("\"Bộ Y tế hỗ trợ Tỉnh Mẫu.\" [tin-2, Test, 2021-01-05]"));
  const json answer = json::parse(output("query _ supports --format jsonl" + option()));
  EXPECT_EQ(answer["evidence"][0]["trigger"], "hỗ trợ");
  EXPECT_EQ(answer["evidence"][0]["begin"], 0);
}

TEST_F(Commands, QueryListsWhatANameMayMean) {
  const ShellResult result = boba("query 'nguyen van an'" + option());
  EXPECT_EQ(result.exit, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, AllOf(HasSubstr("'nguyen van an' may mean 2 entities"), HasSubstr("Nguyễn Văn An\n"),
                                HasSubstr("Nguyễn Văn Ân\n"), HasSubstr("\ntry: one of the ids, as in e:")));
  const std::string id = result.err.substr(result.err.rfind("e:"), 18);
  EXPECT_THAT(output("query " + id + option()), HasSubstr("Nguyễn Văn"));
}

TEST_F(Commands, QueryForNobodyIsEmpty) {
  const ShellResult result = boba("query 'ho va ten'" + option());
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "boba: nothing in the graph is named 'ho va ten'\n");
}

TEST_F(Commands, QuerySaysWhenNothingAnswers) {
  const ShellResult result = boba("query 'Tỉnh Mẫu'" + option());
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "boba: no such facts; `boba show NAME` has what is said about a name\n");
  EXPECT_TRUE(json::parse(output("query 'Tỉnh Mẫu' --format json" + option())).empty());
}

TEST_F(Commands, QuerySaysWhenATableIsCut) {
  FactsBuilder facts("nhieu", "Nhiều số liệu", "2022");
  const EntityId place = facts.entity(EntityType::kPlace, "Tỉnh Khác");
  for (int i = 0; i < 60; ++i) {
    const std::string amount = std::to_string(i) + " hộ";
    facts.fact(place, "hasMeasure", quantity(amount, std::to_string(i), "hộ"), "Tỉnh Khác có " + amount + ".");
  }
  {
    auto store = open_rocksdb_store(graph(), {.mode = RocksDbOptions::Mode::kWrite});
    ASSERT_TRUE((*store)->put(std::vector{facts.build()}, relation_names()));
  }
  const ShellResult cut = boba("query 'tinh khac'" + option());
  EXPECT_EQ(cut.exit, 0);
  EXPECT_EQ(std::count(cut.out.begin(), cut.out.end(), '\n'), 52);
  EXPECT_EQ(cut.err, "boba: the first 50 answers; --limit 0 prints all\n");
  const std::string all = output("query 'tinh khac' --limit 0" + option());
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 62);
}

TEST_F(Commands, ShowPrintsTheCard) {
  const std::string card = output("show 'Nguyễn Văn An'" + option());
  EXPECT_THAT(card, StartsWith("Nguyễn Văn An\nPerson  e:"));
  EXPECT_THAT(card, AllOf(HasSubstr("also called: ông An"), HasSubstr("- announced - Chương trình Sông Xanh"),
                          HasSubstr("\"Nguyễn Văn An làm việc ở Bộ Y tế.\" [tin-1"), HasSubstr("claims by it")));
  const json document = json::parse(output("show 'Nguyễn Văn An' --format json" + option()));
  EXPECT_EQ(document["outgoing"].size(), 2u);
  EXPECT_EQ(document["spoken"].size(), 1u);
  EXPECT_EQ(boba("show nobody" + option()).exit, 1);
  EXPECT_EQ(boba("show 'nguyen van an'" + option()).exit, 2);
}

TEST_F(Commands, PathQuotesEveryHop) {
  EXPECT_EQ(output("path 'Chương trình Sông Xanh' 'tinh mau'" + option()),
            "Chương trình Sông Xanh <--announced-- Nguyễn Văn An  (1.00)\n"
            "    \"Nguyễn Văn An công bố Chương trình Sông Xanh.\" [tin-1, Test, 2020-08-18]\n"
            "Nguyễn Văn An --memberOf--> Bộ Y tế  (1.00)\n"
            "    \"Nguyễn Văn An làm việc ở Bộ Y tế.\" [tin-1, Test, 2020-08-18]\n"
            "Bộ Y tế --supports--> Tỉnh Mẫu  (1.00)\n"
            "    \"Bộ Y tế hỗ trợ Tỉnh Mẫu.\" [tin-2, Test, 2021-01-05]\n");
  EXPECT_EQ(json::parse(output("path 'bo y te' 'tinh mau' --format json" + option())).size(), 1u);
  const ShellResult none = boba("path 'Chương trình Sông Xanh' 'tinh mau' --max-hops 2" + option());
  EXPECT_EQ(none.exit, 0);
  EXPECT_EQ(none.out, "");
  EXPECT_EQ(none.err, "boba: no path of at most 2 hops\n");
  const ShellResult same = boba("path 'bo y te' 'Bộ Y tế'" + option());
  EXPECT_EQ(same.exit, 0);
  EXPECT_EQ(same.out, "");
  EXPECT_EQ(same.err, "boba: both names mean Bộ Y tế\n");
}

TEST_F(Commands, RankCountsDegrees) {
  const std::string csv = output("rank --by degree --format csv --limit 1" + option());
  EXPECT_THAT(csv, StartsWith("rank,degree,documents,type,id,name\n1,2,"));
  EXPECT_THAT(output("rank --type place" + option()), AllOf(HasSubstr("Tỉnh Mẫu"), Not(HasSubstr("Bộ"))));
  const json first = json::parse(output("rank --format jsonl --limit 1" + option()));
  EXPECT_EQ(first["rank"], 1);
}

TEST_F(Commands, StatsCount) {
  const json stats = json::parse(output("stats --format json" + option()));
  EXPECT_EQ(stats["documents"], 2);
  EXPECT_EQ(stats["statements"], 5);
  EXPECT_EQ(stats["entities_by_type"]["Person"], 2);
  EXPECT_THAT(output("stats" + option()), HasSubstr("published 2020-08-18 to 2021-01-05"));
}

TEST_F(Commands, RemoveForgetsWhatOnlyThatDocumentSaid) {
  EXPECT_EQ(output("remove tin-1" + option()), "1 removed\n");
  EXPECT_EQ(json::parse(output("stats --format json" + option()))["statements"], 2);
  const ShellResult again = boba("remove tin-1" + option());
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.err, HasSubstr("not in the graph: tin-1"));
}

TEST_F(Commands, MergeMakesOneEntityAndSplitGivesBothBack) {
  const std::string before = output("export --format nquads" + option());
  const std::string a = format_entity_id(entity_id(EntityType::kPerson, "Nguyễn Văn An"));
  const std::string b = format_entity_id(entity_id(EntityType::kPerson, "Nguyễn Văn Ân"));
  const std::string two = "'nguyễn văn an' 'nguyễn văn ân'";
  EXPECT_EQ(output("merge " + two + option()), "1 recorded, 0 known\n");
  EXPECT_EQ(output("merge " + a + " " + b + option()), "0 recorded, 1 known\n");
  EXPECT_EQ(json::parse(output("stats --format json" + option()))["entities_by_type"]["Person"], 1);
  const std::string card = output("show 'nguyen van an'" + option());
  EXPECT_THAT(card, AllOf(HasSubstr("2 documents"), HasSubstr("memberOf - Bộ Y tế"), HasSubstr("locatedIn - Tỉnh Mẫu")));
  EXPECT_EQ(output("show " + a + option()), card);
  EXPECT_EQ(output("show " + b + option()), card);
  EXPECT_THAT(output("path 'tinh mau' 'chuong trinh song xanh'" + option()), HasSubstr("<--locatedIn-- Nguyễn Văn"));
  const std::string lines = output("merge --list" + option());
  EXPECT_THAT(lines, AllOf(HasSubstr(a), HasSubstr(b), HasSubstr("\tNguyễn Văn An"), HasSubstr("\tNguyễn Văn Ân")));
  const std::string merged = output("export --format nquads" + option());
  EXPECT_NE(merged, before);

  EXPECT_EQ(output("split 'nguyễn văn ân'" + option()), "1 taken back\n");
  EXPECT_EQ(output("export --format nquads" + option()), before);
  EXPECT_EQ(output("merge --list" + option()), "");

  // The list makes the same graph, also where it comes before the articles.
  write_file(folder_ / "merges.tsv", "# by hand\n\n" + lines);
  EXPECT_EQ(output("merge --from " + folder_ / "merges.tsv" + option()), "1 recorded, 0 known\n");
  EXPECT_EQ(output("export --format nquads" + option()), merged);
  const std::string other = " --graph " + folder_ / "other";
  EXPECT_EQ(output("merge --from - <" + folder_ / "merges.tsv" + other), "1 recorded, 0 known\n");
  EXPECT_TRUE((*open_rocksdb_store(folder_ / "other", {.mode = RocksDbOptions::Mode::kWrite}))
                  ->put(std::vector<DocumentFacts>{second_article(), first_article()}, relation_names()));
  EXPECT_EQ(output("export --format nquads" + other), merged);
  EXPECT_EQ(output("merge --list" + other), lines);
  EXPECT_EQ(output("split " + a + " " + b + option()), "1 taken back\n");
  EXPECT_EQ(output("export --format nquads" + option()), before);
}

// The person of tin-1 in another article, who is another one.
DocumentFacts namesake(const std::string& id, const std::string& school, const std::string& after) {
  FactsBuilder b(id, "Tin " + id, "2021-03-01");
  const EntityId an = b.entity(EntityType::kPerson, "Nguyễn Văn An");
  b.fact(an, "memberOf", b.entity(EntityType::kOrganization, school), "Nguyễn Văn An" + after + " học ở " + school + ".");
  return b.build();
}

TEST_F(Commands, SplitKeepsTwoOfOneNameApartAndMergeUnitesThem) {
  EXPECT_TRUE((*open_rocksdb_store(folder_ / "graph", {.mode = RocksDbOptions::Mode::kWrite}))
                  ->put(std::vector{namesake("tin-8", "Trường Sông Xanh", ""), namesake("tin-9", "Trường Sông Xanh", "")},
                        relation_names()));
  const std::string before = output("export --format nquads" + option());
  const std::string candidates = output("split --candidates" + option());
  EXPECT_THAT(candidates, AllOf(HasSubstr("Bộ Y tế: tin-1\n"), HasSubstr("Trường Sông Xanh: tin-8 tin-9\n"),
                                HasSubstr(" --document tin-1\n"), Not(HasSubstr("certain"))));
  EXPECT_EQ(output("split --certain" + option()), "0 persons of 0 names kept apart, 0 recorded\n");

  const std::string made = output("split 'nguyễn văn an' --document tin-8 --document tin-9" + option());
  EXPECT_THAT(made, StartsWith("Nguyễn Văn An in 2 documents is e:"));
  const std::string pupil = made.substr(made.find("e:"), 18);
  EXPECT_THAT(output("show " + pupil + option()), AllOf(HasSubstr("2 documents"), HasSubstr("Sông Xanh"), Not(HasSubstr("Bộ Y tế"))));
  expect_misuse("show 'nguyễn văn an'" + option(), "may mean 3 entities");  // and one that is spelled alike
  EXPECT_EQ(output("split --candidates" + option()), "");
  const std::string lines = output("merge --list" + option());
  EXPECT_THAT(lines, AllOf(HasSubstr("separate\te:"), HasSubstr("\ttin-8\tNguyễn Văn An\n"), HasSubstr("\ttin-9\tNguyễn Văn An\n")));
  const std::string apart = output("export --format nquads" + option());
  EXPECT_NE(apart, before);

  EXPECT_EQ(output("merge 'nguyễn văn an' --document tin-8" + option()), "1 taken back\n");
  EXPECT_EQ(output("merge " + pupil + " --document tin-9" + option()), "1 taken back\n");
  EXPECT_EQ(output("merge --list" + option()), "");
  EXPECT_EQ(output("export --format nquads" + option()), before);
  write_file(folder_ / "records.tsv", lines);
  EXPECT_EQ(output("merge --from " + folder_ / "records.tsv" + option()), "3 recorded, 0 known\n");
  EXPECT_EQ(output("export --format nquads" + option()), apart);
  EXPECT_EQ(output("split --from " + folder_ / "records.tsv" + option()), "3 taken back\n");
  EXPECT_EQ(output("export --format nquads" + option()), before);

  EXPECT_THAT(boba("merge 'nguyễn văn an' --document tin-8" + option()).err, HasSubstr("not separated"));
  EXPECT_THAT(boba("split 'nguyễn văn an' --document tin-2" + option()).err, HasSubstr("does not name it"));
  expect_misuse("split 'nguyễn văn an' --document tin-1 --document tin-8 --document tin-9" + option(), "nothing to keep apart");
  expect_misuse("split --document tin-1" + option(), "one entity");
  expect_misuse("merge a b --document tin-1" + option(), "two entities to merge");
}

TEST_F(Commands, SplitKeepsApartWhoeverWasBornAtOtherTimes) {
  EXPECT_TRUE((*open_rocksdb_store(folder_ / "graph", {.mode = RocksDbOptions::Mode::kWrite}))
                  ->put(std::vector{namesake("a\tb\\", "Trường A", " (SN 1990)"), namesake("tin-9", "Trường A", ", 50 tuổi,")},
                        relation_names()));
  EXPECT_THAT(output("split --candidates" + option()), AllOf(HasSubstr("  certain\n"), HasSubstr("born 1990"), HasSubstr("born 1971")));
  EXPECT_EQ(output("split --certain" + option()), "1 person of 1 name kept apart, 1 recorded\n");
  EXPECT_EQ(output("split --certain" + option()), "0 persons of 0 names kept apart, 0 recorded\n");
  const std::string lines = output("merge --list" + option()), apart = output("export --format nquads" + option());
  write_file(folder_ / "records.tsv", lines);
  EXPECT_EQ(output("split --from " + folder_ / "records.tsv" + option()), "1 taken back\n");
  EXPECT_NE(output("export --format nquads" + option()), apart);
  EXPECT_EQ(output("merge --from " + folder_ / "records.tsv" + option()), "1 recorded, 0 known\n");
  EXPECT_EQ(output("export --format nquads" + option()), apart);
}

TEST_F(Commands, MergeRefusesWhatIsNotOne) {
  const std::string before = output("export --format nquads" + option());
  expect_misuse("merge 'nguyễn văn an' 'bộ y tế'" + option(), "Nguyễn Văn An is of type Person, Bộ Y tế of type Organization");
  expect_misuse("merge 'nguyễn văn an' 'nguyễn văn an'" + option(), "are one already");
  expect_misuse("merge 'nguyen van' 'bộ y tế'" + option(), "'nguyen van' may mean 2 entities");
  expect_misuse("merge 'nguyễn văn an'" + option(), "two entities to merge");
  expect_misuse("merge" + option(), "two entities to merge");
  expect_misuse("merge --list a b" + option(), "two entities to merge");
  expect_misuse("split" + option(), "one entity");
  const std::string unknown = "e:00000000000000aa";
  for (const char* arguments : {"merge 'nguyễn văn an' 'no one'", "merge 'nguyễn văn an' e:00000000000000aa",
                                       "split 'no one'", "split 'nguyễn văn an'", "merge --from /no/such/file"}) {
    const ShellResult result = boba(arguments + option());
    EXPECT_EQ(result.exit, 1) << arguments;
    EXPECT_THAT(result.err, StartsWith("boba: error: ")) << arguments;
  }
  write_file(folder_ / "bad.tsv", "e:00000000000000aa\te:00000000000000bb\nnonsense\n");
  expect_misuse("merge --from " + folder_ / "bad.tsv" + option(), "bad.tsv:2: these are not the ids of two entities");
  EXPECT_EQ(output("merge --list" + option()), "");
  EXPECT_EQ(output("export --format nquads" + option()), before);
  EXPECT_EQ(output("merge --force 'nguyễn văn an' 'bộ y tế' " + unknown + option()), "2 recorded, 0 known\n");
  EXPECT_EQ(output("split " + unknown + option()), "1 taken back\n");
}

TEST_F(Commands, ExportsEveryFormat) {
  EXPECT_THAT(output("export --format graphml" + option()), HasSubstr("<data key=\"label\">announced</data>"));
  EXPECT_EQ(output("export -o " + folder_ / "g.jsonld.gz" + option()), "");
  EXPECT_EQ(json::parse(shell("gzip -dc " + folder_ / "g.jsonld.gz").out)["@context"]["@version"], 1.1);
  EXPECT_THAT(output("export --format nquads --base https://tin.example.org/" + option()),
              HasSubstr("<https://tin.example.org/id/"));
  expect_misuse("export --format nquads --base nowhere" + option(), "base IRI 'nowhere' is not absolute");
  expect_misuse("export -o graph.txt" + option(), "no format given");
  EXPECT_EQ(boba("export --format nquads -o /no/such/folder/x" + option()).exit, 1);
}

TEST_F(Commands, ExportsTheSameBytesWhateverTheOrderOfReading) {
  const std::string other = folder_ / "other";
  {
    auto store = open_rocksdb_store(other, {.mode = RocksDbOptions::Mode::kCreate});
    ASSERT_TRUE((*store)->put(std::vector{second_article()}, relation_names()));
    ASSERT_TRUE((*store)->put(std::vector{first_article()}, relation_names()));
  }
  for (const char* format : {"graphml", "jsonld", "nquads"})
    EXPECT_EQ(output("export --format " + std::string(format) + option()),
              output("export --format " + std::string(format) + " --graph " + other));
}

class Articles : public ::testing::Test {
 protected:
  Articles() {
    write_file(folder_ / "a.jsonl",
               "{\"id\":\"a-1\",\"title\":\"Tin một\",\"text\":\"Ông Nguyễn Văn An, Bộ trưởng Bộ Y tế, thăm Hà Nội.\"}\n"
               "{\"id\":\"a-2\",\"title\":\"Tin hai\",\"text\":\"Trời 🌊 mưa. Ông Nguyễn Văn An, Bộ trưởng Bộ Y tế, "
               "công bố kế hoạch.\"}\n");
    write_file(folder_ / "b.txt", "Tin ba\nNgày 18/8/2020, Bộ Y tế hỗ trợ Sở Y tế Hà Nội.\n");
    write_file(folder_ / "empty.txt", "");
  }
  std::string good() const { return folder_ / "a.jsonl" + " " + folder_ / "b.txt"; }
  TempDir folder_;
};

TEST_F(Articles, ExtractPrintsJsonWithEvidence) {
  std::istringstream lines(output("extract " + good()));
  for (std::string line; std::getline(lines, line);) {
    const json statement = json::parse(line);
    for (const char* key : {"doc", "subject", "relation", "object", "modality", "confidence"})
      EXPECT_TRUE(statement.contains(key)) << line;
    ASSERT_FALSE(statement["evidence"].empty()) << line;
    for (const json& evidence : statement["evidence"]) EXPECT_EQ(evidence["document"], statement["doc"]);
  }
}

TEST_F(Articles, ExtractKeepsTheOrderOfTheInput) {
  const std::string one = output("extract --threads 1 " + good());
  EXPECT_EQ(output("extract --threads 4 " + good()), one);
  EXPECT_EQ(shell("cat " + folder_ / "a.jsonl" + " | " BOBA_PROGRAM " extract -").out,
            output("extract " + folder_ / "a.jsonl"));
  EXPECT_THAT(output("extract --format table " + good()), StartsWith("a-1: Tin một\n"));
}

TEST_F(Articles, ExtractSaysWhatIsWrongWithModels) {
  const auto error = [&](const std::string& folder) {
    const ShellResult result = boba("extract --models " + folder + " " + good());
    EXPECT_EQ(result.exit, 1) << folder;
    EXPECT_EQ(result.out, "") << folder;
    return result.err;
  };
  EXPECT_THAT(error("/no/such/folder"), StartsWith("boba: error: /no/such/folder: cannot be read"));
  EXPECT_THAT(error(folder_.path()), HasSubstr("there is no *.model in this folder"));
  write_file(folder_ / "names.model", "not a model");
  EXPECT_THAT(error(folder_.path()), AllOf(HasSubstr("names model"), HasSubstr("\ntry: ")));
}

TEST_F(Articles, ExtractFindsWhoHoldsAnOffice) {
  EXPECT_THAT(output("extract " + good()),
              AllOf(HasSubstr("\"name\":\"Nguyễn Văn An\""), HasSubstr("\"relation\":\"holdsPosition\"")));
}

TEST_F(Articles, AnnotatePrintsConllu) {
  const std::string conllu = output("annotate " + folder_ / "a.jsonl");
  EXPECT_THAT(conllu, AllOf(StartsWith("# newdoc id = a-1\n"), HasSubstr("# sent_id = a-2-"),
                            HasSubstr("# text = Trời 🌊 mưa.\n"), HasSubstr("Entity=")));
}

TEST_F(Articles, AnnotateTakesALineAsASentence) {
  write_file(folder_ / "lines.txt", "Trời mưa. Trời nắng.\nHết.\n");
  const std::string conllu = output("annotate --sentence-per-line " + folder_ / "lines.txt");
  EXPECT_THAT(conllu, AllOf(HasSubstr("# text = Trời mưa. Trời nắng.\n1\t"), HasSubstr("# text = Hết.\n1\tHết\t")));
  EXPECT_EQ(shell("cat " + folder_ / "lines.txt" + " | " BOBA_PROGRAM " annotate --sentence-per-line -").out, conllu);
}

TEST_F(Articles, BadFilesAreSkippedUnlessStrict) {
  const ShellResult skipped = boba("extract " + folder_.path());
  EXPECT_EQ(skipped.exit, 0);
  EXPECT_THAT(skipped.err, AllOf(StartsWith("boba: warning: "), HasSubstr("empty.txt")));
  const ShellResult strict = boba("extract --strict " + folder_.path());
  EXPECT_EQ(strict.exit, 1);
  EXPECT_THAT(strict.err, AllOf(StartsWith("boba: error: "), HasSubstr("empty.txt")));
  EXPECT_EQ(boba("extract " + folder_ / "empty.txt").exit, 1) << "nothing was read at all";
}

TEST_F(Articles, BuildSaysWhatItDid) {
  const std::string graph = " --graph " + folder_ / "graph";
  EXPECT_THAT(output("build " + good() + graph), StartsWith("3 read, 0 skipped: 3 added, 0 replaced, 0 unchanged\n"));
  EXPECT_THAT(output("build " + good() + graph), StartsWith("3 read, 0 skipped: 0 added, 0 replaced, 3 unchanged\n"));
  write_file(folder_ / "b.txt", "Tin ba\nBộ Y tế hỗ trợ Sở Y tế Huế.\n");
  EXPECT_THAT(output("build " + good() + graph), StartsWith("3 read, 0 skipped: 0 added, 1 replaced, 2 unchanged\n"));
  EXPECT_EQ(json::parse(output("stats --format json" + graph))["documents"], 3);
}

TEST_F(Articles, TheLastOfTwoArticlesWithOneIdStays) {
  const std::string graph = " --graph " + folder_ / "graph";
  write_file(folder_ / "old.jsonl", "{\"id\":\"x\",\"title\":\"T\",\"text\":\"Bộ Y tế cũ.\"}\n");
  write_file(folder_ / "new.jsonl", "{\"id\":\"x\",\"title\":\"T\",\"text\":\"Bộ Y tế mới.\"}\n");
  output("build " + folder_ / "old.jsonl" + graph);
  output("build " + folder_ / "new.jsonl" + " " + folder_ / "old.jsonl" + graph);
  const auto store = open_rocksdb_store(folder_ / "graph");
  EXPECT_EQ((*(*store)->snapshot()->document("x"))->text, "T\nBộ Y tế cũ.");
}

TEST_F(Articles, BuildGivesTheSameGraphWithAnyThreads) {
  const std::string one = " --graph " + folder_ / "one", four = " --graph " + folder_ / "four";
  output("build --threads 1 " + good() + one);
  output("build --threads 4 " + folder_ / "b.txt" + " " + folder_ / "a.jsonl" + four);
  EXPECT_EQ(output("export --format nquads" + one), output("export --format nquads" + four));
}

}  // namespace
}  // namespace boba::testing
