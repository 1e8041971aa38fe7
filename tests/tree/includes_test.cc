// What may stand where: the star of dependencies, the headers of others, language as data.
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace boba {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kFolders = {"core", "extract", "graph", "export", "cli"};

struct Source {
  std::string path;  // relative to the root
  std::vector<std::string> lines;
  bool is_header() const { return path.ends_with(".h"); }
  std::string_view folder() const { return std::string_view(path).substr(0, path.find('/')); }
};

std::vector<Source> sources() {
  std::vector<Source> found;
  const fs::path root = BOBA_SOURCE_DIR;
  for (const std::string_view folder : kFolders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc") continue;
      Source source = {.path = entry.path().lexically_relative(root).generic_string(), .lines = {}};
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) source.lines.push_back(line);
      found.push_back(std::move(source));
    }
  }
  return found;
}

// "path:line: text" of the lines for which `is_bad` holds.
std::vector<std::string> lines_where(
    const std::function<bool(const Source&, const std::string&)>& is_bad) {
  std::vector<std::string> bad;
  for (const Source& source : sources())
    for (size_t i = 0; i < source.lines.size(); ++i)
      if (is_bad(source, source.lines[i]))
        bad.push_back(source.path + ":" + std::to_string(i + 1) + ": " + source.lines[i]);
  return bad;
}

// What an #include line names; empty for other lines.
std::string included(const std::string& line) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::smatch match;
  return std::regex_search(line, match, kInclude) ? match[1].str() : std::string();
}

bool sees(std::string_view from, std::string_view to) {
  return from == to || to == "core" || from == "cli";
}

TEST(Tree, TheTestSeesTheTree) {
  EXPECT_GT(sources().size(), 40u);
  EXPECT_EQ(included("#include \"graph/store.h\""), "graph/store.h");
  EXPECT_EQ(included("# include <rocksdb/db.h>  // why"), "rocksdb/db.h");
  EXPECT_FALSE(sees("extract", "graph"));
  EXPECT_TRUE(sees("cli", "graph"));
}

TEST(Tree, DependenciesFormAStar) {
  const auto against = lines_where([](const Source& source, const std::string& line) {
    const std::string header = included(line);
    for (const std::string_view folder : kFolders)
      if (header.starts_with(std::string(folder) + "/")) return !sees(source.folder(), folder);
    return false;
  });
  EXPECT_THAT(against, ::testing::IsEmpty());
}

TEST(Tree, HeadersOfOthersStayInSources) {
  const auto leaks = lines_where([](const Source& source, const std::string& line) {
    if (!source.is_header()) return false;
    const std::string header = included(line);
    for (const std::string_view other : {"rocksdb/", "boost/", "unicode/", "nlohmann/", "toml++/",
                                         "libxml/", "zlib.h", "zstd.h", "xxhash.h"})
      if (header.starts_with(other)) return true;
    return false;
  });
  EXPECT_THAT(leaks, ::testing::IsEmpty());
}

TEST(Tree, LanguageIsData) {
  const auto foreign = lines_where([](const Source&, const std::string& line) {
    return std::any_of(line.begin(), line.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
  });
  EXPECT_THAT(foreign, ::testing::IsEmpty());
}

TEST(Tree, LibrariesDoNotPrintOrExit) {
  static const std::regex kSpeaks(
      R"(std::(cout|cerr|clog)|\b(std::)?(f?printf|puts|exit|abort|_exit)\s*\(|fmt::print)");
  const auto speakers = lines_where([](const Source& source, const std::string& line) {
    if (source.folder() == "cli" || source.path.starts_with("extract/learn/train/")) return false;
    const std::string code = line.substr(0, line.find("//"));
    return std::regex_search(code, kSpeaks);
  });
  EXPECT_THAT(speakers, ::testing::IsEmpty());
}

TEST(Tree, GuardsAreNamedAfterTheirHeaders) {
  for (const Source& source : sources()) {
    if (!source.is_header()) continue;
    std::string guard = "BOBA_";
    for (const char c : source.path)
      guard +=
          std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::toupper(c)) : '_';
    EXPECT_THAT(source.lines, ::testing::Contains("#ifndef " + guard + "_")) << source.path;
  }
}

// Two types of one name in namespace boba are one to the linker: it keeps the destructor of either for both.
TEST(Tree, NoTwoHeadersDefineOneName) {
  static const std::regex kType(R"(^(?:enum class|struct|class|enum) (\w+)[^;]*\{)");
  std::map<std::string, std::string> definitions;
  for (const Source& source : sources()) {
    if (!source.is_header()) continue;
    std::string within;
    for (const std::string& line : source.lines) {
      std::smatch match;
      if (std::regex_search(line, match, std::regex(R"(^namespace (\S+))"))) within = match[1];
      if (!std::regex_search(line, match, kType)) continue;
      const auto [first, is_new] = definitions.emplace(within + "::" + match[1].str(), source.path);
      EXPECT_TRUE(is_new) << first->first << " in " << first->second << " and " << source.path;
    }
  }
  EXPECT_GT(definitions.size(), 40u);
}

}  // namespace
}  // namespace boba
