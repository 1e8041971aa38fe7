#include "extract/reader/article_stream.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include "extract/reader/byte_sources.h"
#include "extract/reader/line_reader.h"

namespace boba {
namespace {

namespace fs = std::filesystem;

constexpr size_t kHeadBytes = 4096;

std::string_view without_packing(std::string_view name) {
  for (const std::string_view suffix : {".gz", ".zst"})
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  return name;
}

std::optional<ArticleFormat> format_of_name(std::string_view name) {
  std::string lower(without_packing(name));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (lower.ends_with(".jsonl") || lower.ends_with(".ndjson")) return ArticleFormat::kJson;
  if (lower.ends_with(".html") || lower.ends_with(".htm")) return ArticleFormat::kHtml;
  if (lower.ends_with(".txt")) return ArticleFormat::kText;
  return std::nullopt;
}

ArticleFormat format_of_content(std::string_view head) {
  const size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return ArticleFormat::kText;
  if (head[first] == '{') return ArticleFormat::kJson;
  return head[first] == '<' ? ArticleFormat::kHtml : ArticleFormat::kText;
}

Error at(Error error, std::string where) {
  error.where = std::move(where);
  return error;
}

Error too_large(std::string_view what, size_t limit, std::string where) {
  return {.message =
              std::string(what) + " larger than " + std::to_string(limit >> 20) + " MiB, skipped",
          .where = std::move(where),
          .advice = "one article a file or line"};
}

// A path still to be read. Children of a folder carry the path of the root they were found below.
struct Task {
  enum class Kind { kPath, kEndOfFolder };
  Kind kind = Kind::kPath;
  std::string path;
  std::string root;  // empty when the path was named itself
};

std::string id_of(const Task& task) {
  const fs::path path = task.path;
  const fs::path relative =
      task.root.empty() ? path.filename() : path.lexically_relative(task.root);
  return std::string(without_packing(relative.generic_string()));
}

}  // namespace

struct ArticleStream::State {
  StreamOptions options;
  std::unique_ptr<ByteSource> input;  // standard input, until it is read
  std::vector<Task> tasks;            // the next one last
  size_t found_below_root = 0;
  // The JSONL file being read.
  std::optional<LineReader> lines;
  std::string path;
  size_t articles_in_file = 0;

  using Item = std::optional<Result<RawArticle>>;

  Item next_line();
  Item start(const Task& task);
  Item start_folder(const Task& task);
  Item start_source(const Task& task, std::unique_ptr<ByteSource> source,
                    std::optional<ArticleFormat> format);
  Item whole_file(const Task& task, ArticleFormat format, ByteSource& source) const;
};

// An item, or nothing at the end of the file.
ArticleStream::State::Item ArticleStream::State::next_line() {
  for (;;) {
    Result<LineReader::Line> line = lines->next();
    const std::string where = path + ":" + std::to_string(lines->number());
    if (!line) {
      lines.reset();
      return at(line.error(), where);
    }
    switch (line->kind) {
      case LineReader::Kind::kEnd:
        lines.reset();
        if (articles_in_file > 0) return std::nullopt;
        return Error{.message = "empty, skipped", .where = path};
      case LineReader::Kind::kTooLong:
        ++articles_in_file;
        return too_large("line", options.max_article_bytes, where);
      case LineReader::Kind::kLine:
        if (line->bytes.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        ++articles_in_file;
        return RawArticle{.format = ArticleFormat::kJson,
                          .bytes = std::string(line->bytes),
                          .where = where,
                          .id = {}};
    }
  }
}

ArticleStream::State::Item ArticleStream::State::start_folder(const Task& task) {
  std::error_code failure;
  std::vector<std::string> children;
  for (fs::directory_iterator entry(task.path, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code ignored;
    const bool folder = entry->is_directory(ignored);
    // A linked folder is passed over: it could lead back to where it lies.
    if (folder && entry->is_symlink(ignored)) continue;
    if (folder || (entry->is_regular_file(ignored) && format_of_name(name)))
      children.push_back(entry->path().string());
  }
  const std::string root = task.root.empty() ? task.path : task.root;
  if (task.root.empty()) {
    found_below_root = 0;
    if (!failure) tasks.push_back({Task::Kind::kEndOfFolder, task.path, {}});
  }
  std::sort(children.begin(), children.end(), std::greater<>());
  for (std::string& child : children) tasks.push_back({Task::Kind::kPath, std::move(child), root});
  if (!failure) return std::nullopt;
  return Error{.code = ErrorCode::kIo,
               .message = "folder cannot be read: " + failure.message(),
               .where = task.path};
}

ArticleStream::State::Item ArticleStream::State::start(const Task& task) {
  if (task.kind == Task::Kind::kEndOfFolder) {
    if (found_below_root > 0) return std::nullopt;
    return Error{.code = ErrorCode::kNotFound,
                 .message = "no article in this folder",
                 .where = task.path,
                 .advice = "files that end in .txt .html .jsonl, or these with .gz or .zst"};
  }
  if (task.path == "-" && task.root.empty()) {
    if (!input) return Error{.message = "standard input can be read once", .where = "-"};
    return start_source(task, std::move(input), ArticleFormat::kJson);
  }
  std::error_code ignored;
  if (fs::is_directory(task.path, ignored)) return start_folder(task);
  ++found_below_root;
  Result<std::unique_ptr<ByteSource>> file = open_file(task.path);
  if (!file) return at(file.error(), task.path);
  return start_source(task, std::move(*file), format_of_name(task.path));
}

ArticleStream::State::Item ArticleStream::State::start_source(const Task& task,
                                                              std::unique_ptr<ByteSource> source,
                                                              std::optional<ArticleFormat> format) {
  Result<std::unique_ptr<ByteSource>> unpacked = decompress(std::move(source));
  if (!unpacked) return at(unpacked.error(), task.path);
  Result<std::unique_ptr<ByteSource>> decoded = decode_unicode(std::move(*unpacked));
  if (!decoded) return at(decoded.error(), task.path);
  Result<std::string> head = read_up_to(**decoded, kHeadBytes);
  if (!head) return at(head.error(), task.path);
  if (head->empty()) return Error{.message = "empty, skipped", .where = task.path};
  if (const size_t nul = head->find('\0'); nul != std::string::npos)
    return Error{.message = "not text (NUL at byte " + std::to_string(nul) + "), skipped",
                 .where = task.path,
                 .advice = "UTF-8, or UTF-16 with a byte-order mark"};
  if (!format) format = format_of_content(*head);
  std::unique_ptr<ByteSource> whole = prepend(std::move(*head), std::move(*decoded));
  if (*format != ArticleFormat::kJson) return whole_file(task, *format, *whole);
  lines.emplace(std::move(whole), options.max_article_bytes);
  path = task.path;
  articles_in_file = 0;
  return std::nullopt;
}

ArticleStream::State::Item ArticleStream::State::whole_file(const Task& task, ArticleFormat format,
                                                            ByteSource& source) const {
  Result<std::string> bytes = read_up_to(source, options.max_article_bytes + 1);
  if (!bytes) return at(bytes.error(), task.path);
  if (bytes->size() > options.max_article_bytes)
    return too_large("file", options.max_article_bytes, task.path);
  return RawArticle{
      .format = format, .bytes = std::move(*bytes), .where = task.path, .id = id_of(task)};
}

ArticleStream::ArticleStream(std::vector<std::string> paths, StreamOptions options)
    : ArticleStream(std::move(paths), options, standard_input()) {}

ArticleStream::ArticleStream(std::vector<std::string> paths, StreamOptions options,
                             std::unique_ptr<ByteSource> standard_input)
    : state_(std::make_unique<State>()) {
  state_->options = options;
  state_->input = std::move(standard_input);
  for (auto path = paths.rbegin(); path != paths.rend(); ++path)
    state_->tasks.push_back({Task::Kind::kPath, std::move(*path), {}});
}

ArticleStream::ArticleStream(ArticleStream&&) noexcept = default;
ArticleStream& ArticleStream::operator=(ArticleStream&&) noexcept = default;
ArticleStream::~ArticleStream() = default;

std::optional<Result<RawArticle>> ArticleStream::next() {
  for (;;) {
    if (state_->lines) {
      if (State::Item item = state_->next_line()) return item;
      continue;
    }
    if (state_->tasks.empty()) return std::nullopt;
    const Task task = std::move(state_->tasks.back());
    state_->tasks.pop_back();
    if (State::Item item = state_->start(task)) return item;
  }
}

}  // namespace boba
