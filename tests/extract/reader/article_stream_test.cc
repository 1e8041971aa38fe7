#include "extract/reader/article_stream.h"

#include <unistd.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/reader/support.h"

namespace boba {
namespace {

using reader_tests::Folder;
using reader_tests::gzip;
using reader_tests::Outcome;
using reader_tests::read_paths;
using reader_tests::read_stdin;
using reader_tests::utf16;
using reader_tests::zstd;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> ids(const Outcome& outcome) {
  std::vector<std::string> out;
  for (const auto& article : outcome.articles) out.push_back(article.document.id);
  return out;
}

TEST(ArticleStream, ReadsFoldersInOrder) {
  const Folder folder;
  folder.add("b.txt", "B\nx");
  folder.add("a/2.txt.gz", gzip("A2\nx"));
  folder.add("a/10.jsonl.zst",
             zstd("{\"id\":\"j1\",\"text\":\"x\"}\n\n{\"id\":\"j2\",\"text\":\"x\"}"));
  folder.add("c.html", "<h1>C</h1><p>x</p>");
  folder.add("d.TXT", "D\nx");
  folder.add("notes.md", "nothing");
  folder.add(".hidden.txt", "H\nx");
  const Outcome outcome = read_paths({folder.path()});
  EXPECT_THAT(ids(outcome), ElementsAre("j1", "j2", "a/2.txt", "b.txt", "c.html", "d.TXT"));
  EXPECT_THAT(outcome.errors, IsEmpty());
  // A trailing slash names the same folder, and the same articles.
  EXPECT_EQ(ids(read_paths({folder.path() + "/"})), ids(outcome));
}

TEST(ArticleStream, EachFormatPackedAndEncodedAnyWay) {
  const Folder folder;
  const std::string text = "Hà Nội\nMưa lớn.";
  const std::u16string wide = u"Hà Nội\nMưa lớn.";
  int n = 0;
  for (const std::string& bytes :
       {text, "\xEF\xBB\xBF" + text, utf16(wide, false), utf16(wide, true)})
    for (const std::string& packed : {bytes, gzip(bytes), zstd(bytes)}) {
      // The magic number decides, not the name.
      const Outcome outcome = read_paths({folder.add(std::to_string(n++) + ".txt", packed)});
      ASSERT_THAT(outcome.errors, IsEmpty());
      ASSERT_EQ(outcome.articles.size(), 1u);
      EXPECT_EQ(outcome.articles[0].document.text, text);
    }
}

TEST(ArticleStream, JudgesAnUnknownSuffixByTheFirstByte) {
  const Folder folder;
  EXPECT_THAT(ids(read_paths({folder.add("x", "{\"id\":\"j\",\"text\":\"x\"}")})),
              ElementsAre("j"));
  EXPECT_EQ(read_paths({folder.add("y", "\n<html><title>T</title><p>x</p>")})
                .articles.at(0)
                .document.title(),
            "T");
  EXPECT_EQ(read_paths({folder.add("z", "T\nx")}).articles.at(0).document.text, "T\nx");
}

TEST(ArticleStream, StandardInputIsJsonLines) {
  const Outcome outcome =
      read_stdin(gzip("{\"id\":\"1\",\"text\":\"x\"}\r\n{bad\n{\"id\":\"2\",\"text\":\"x\"}"));
  EXPECT_THAT(ids(outcome), ElementsAre("1", "2"));
  EXPECT_THAT(outcome.errors, ElementsAre(HasSubstr("-:2: JSON does not parse at byte 2")));
}

TEST(ArticleStream, StandardInputOnce) {
  const Outcome outcome =
      reader_tests::read_all(ArticleStream({"-", "-"}, {}, memory_source("{\"text\":\"x\"}")));
  EXPECT_EQ(outcome.articles.size(), 1u);
  EXPECT_THAT(outcome.errors, ElementsAre("-: standard input can be read once"));
}

TEST(ArticleStream, OneErrorForEachBadFileAndOnGoesTheRun) {
  const Folder folder;
  const std::string line = "{\"id\":\"1\",\"text\":\"x\"}\n";
  const auto cut = [](std::string bytes) { return bytes.substr(0, bytes.size() - 6); };
  const std::vector<std::string> paths = {
      folder.path() + "/missing.txt",
      folder.add("empty.txt", ""),
      folder.add("empty.jsonl", "\n \n"),
      folder.add("binary.txt", std::string("\x7F"
                                           "ELF\0\0",
                                           6)),
      folder.add("binary.jsonl", std::string("SQLite\0", 7)),
      folder.add("cut.txt.gz", cut(gzip("T\nx"))),
      folder.add("cut.jsonl.zst", cut(zstd(line + line))),
      folder.add("good.txt", "T\nx"),
  };
  const Outcome outcome = read_paths(paths);
  EXPECT_THAT(ids(outcome).back(), "good.txt");
  EXPECT_THAT(outcome.errors,
              ElementsAre(HasSubstr("missing.txt: cannot be opened: No such file"),
                          HasSubstr("empty.txt: empty"), HasSubstr("empty.jsonl: empty"),
                          HasSubstr("binary.txt: not text (NUL at byte 4)"),
                          HasSubstr("binary.jsonl: not text (NUL at byte 6)"),
                          HasSubstr("cut.txt.gz: gzip data cut"), HasSubstr("cut.jsonl.zst")));
}

TEST(ArticleStream, WholeLinesOfACutFileComeFirst) {
  const Folder folder;
  std::string lines;
  for (int i = 0; i < 100000; ++i)
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + std::to_string(i * 2654435761u) +
             "\"}\n";
  const std::string packed = gzip(lines);
  const Outcome outcome =
      read_paths({folder.add("cut.jsonl.gz", packed.substr(0, packed.size() / 2))});
  EXPECT_GT(outcome.articles.size(), 30000u);
  EXPECT_LT(outcome.articles.size(), 70000u);
  ASSERT_EQ(outcome.errors.size(), 1u);
  EXPECT_THAT(outcome.errors[0],
              HasSubstr("gzip data cut after byte " + std::to_string(packed.size() / 2)));
  EXPECT_THAT(outcome.errors[0],
              HasSubstr("cut.jsonl.gz:" + std::to_string(outcome.articles.size() + 1)));
}

TEST(ArticleStream, LargeLinesAndFilesAreSkipped) {
  const StreamOptions options = {.max_article_bytes = size_t{1} << 20};
  const std::string large(size_t{3} << 20, 'x');
  const Outcome lines = read_stdin(
      "{\"id\":\"1\",\"text\":\"x\"}\n" + large + "\n{\"id\":\"3\",\"text\":\"x\"}\n", options);
  EXPECT_THAT(ids(lines), ElementsAre("1", "3"));
  EXPECT_THAT(lines.errors, ElementsAre(HasSubstr("-:2: line larger than 1 MiB")));
  const Folder folder;
  EXPECT_THAT(read_paths({folder.add("x.txt", large)}, options).errors,
              ElementsAre(HasSubstr("file larger than 1 MiB")));
}

TEST(ArticleStream, EmptyFoldersAreReportedOnce) {
  const Folder folder;
  std::filesystem::create_directories(folder.path() + "/a/b");
  folder.add("a/readme.md", "x");
  EXPECT_THAT(read_paths({folder.path()}).errors,
              ElementsAre(HasSubstr("no article in this folder")));
}

// Root may read everything: takes the rights of nobody as long as it lives.
class WithoutRights {
 public:
  WithoutRights() : before_(::geteuid()) { EXPECT_EQ(before_ == 0 ? ::seteuid(65534) : 0, 0); }
  ~WithoutRights() { EXPECT_EQ(::seteuid(before_), 0); }
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;

 private:
  uid_t before_;
};

TEST(ArticleStream, UnreadableFoldersAndFiles) {
  namespace fs = std::filesystem;
  const Folder folder;
  fs::permissions(folder.path(), fs::perms{0755});
  const std::string file = folder.add("a/x.txt", "T\nx");
  folder.add("b.txt", "T\nx");
  fs::permissions(file, fs::perms::none);
  const auto read = [&] {
    const WithoutRights nobody;
    return read_paths({folder.path()});
  };
  Outcome outcome = read();
  EXPECT_THAT(outcome.errors,
              ElementsAre(HasSubstr("a/x.txt: cannot be opened: Permission denied")));
  EXPECT_THAT(ids(outcome), ElementsAre("b.txt"));
  fs::permissions(folder.path() + "/a", fs::perms::none);
  outcome = read();
  EXPECT_THAT(outcome.errors, ElementsAre(HasSubstr("folder cannot be read")));
  EXPECT_THAT(ids(outcome), ElementsAre("b.txt"));
  fs::permissions(folder.path() + "/a", fs::perms::owner_all);
}

TEST(ArticleStream, LinksDoNotLeadInCircles) {
  const Folder folder;
  folder.add("a/x.txt", "T\nx");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() + "/a/loop");
  EXPECT_THAT(ids(read_paths({folder.path()})), ElementsAre("a/x.txt"));
}

}  // namespace
}  // namespace boba
