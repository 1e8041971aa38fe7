#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace boba::cli {
namespace {

constexpr std::string_view kClosedPipe = "standard output is closed";

Status write_all(int file, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE && file == STDOUT_FILENO)
      return Error{ErrorCode::kIo, std::string(kClosedPipe)};
    if (written < 0) return Error{ErrorCode::kIo, fmt::format("cannot write: {}", std::strerror(errno)), name};
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

class StdoutSink : public ByteSink {
 public:
  Status write(std::string_view bytes) override { return write_all(STDOUT_FILENO, bytes, "standard output"); }
  Status close() override { return {}; }
};

class FileSink : public ByteSink {
 public:
  static Result<std::unique_ptr<ByteSink>> open(const std::string& path) {
    std::string temporary = path + ".XXXXXX";
    const int file = ::mkstemp(temporary.data());
    if (file < 0)
      return Error{ErrorCode::kIo, fmt::format("cannot create: {}", std::strerror(errno)), path,
                   "a folder that exists and that you may write to"};
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(file, 0666 & ~mask);  // mkstemp gives 0600
    return std::unique_ptr<ByteSink>(new FileSink(path, std::move(temporary), file));
  }
  ~FileSink() override {
    if (file_ >= 0) ::close(file_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  Status write(std::string_view bytes) override { return write_all(file_, bytes, path_); }
  Status close() override {
    const bool good = ::fsync(file_) == 0 && ::close(std::exchange(file_, -1)) == 0 &&
                      std::rename(temporary_.c_str(), path_.c_str()) == 0;
    if (!good) return Error{ErrorCode::kIo, fmt::format("cannot finish: {}", std::strerror(errno)), path_};
    temporary_.clear();
    return {};
  }

 private:
  FileSink(std::string path, std::string temporary, int file)
      : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}
  std::string path_, temporary_;
  int file_;
};

class GzipSink : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> under) : under_(std::move(under)) {
    // 15 bits of window, +16 for the gzip header, whose time stays 0: the same data give the same bytes
    deflateInit2(&stream_, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  }
  ~GzipSink() override { deflateEnd(&stream_); }
  GzipSink(const GzipSink&) = delete;
  GzipSink& operator=(const GzipSink&) = delete;

  Status write(std::string_view bytes) override { return compress(bytes, Z_NO_FLUSH); }
  Status close() override {
    if (auto done = compress({}, Z_FINISH); !done) return done;
    return under_->close();
  }

 private:
  Status compress(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    char buffer[1 << 15];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer);
      stream_.avail_out = sizeof buffer;
      deflate(&stream_, flush);
      if (auto done = under_->write({buffer, sizeof buffer - stream_.avail_out}); !done) return done;
    } while (stream_.avail_out == 0);
    return {};
  }

  std::unique_ptr<ByteSink> under_;
  z_stream stream_ = {};
};

class ZstdSink : public ByteSink {
 public:
  explicit ZstdSink(std::unique_ptr<ByteSink> under)
      : under_(std::move(under)), context_(ZSTD_createCCtx(), ZSTD_freeCCtx), buffer_(ZSTD_CStreamOutSize()) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  Status write(std::string_view bytes) override { return compress(bytes, ZSTD_e_continue); }
  Status close() override {
    if (auto done = compress({}, ZSTD_e_end); !done) return done;
    return under_->close();
  }

 private:
  Status compress(std::string_view bytes, ZSTD_EndDirective end) {
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    for (bool more = true; more;) {
      ZSTD_outBuffer out = {buffer_.data(), buffer_.size(), 0};
      const size_t left = ZSTD_compressStream2(context_.get(), &out, &in, end);
      if (ZSTD_isError(left)) return Error{ErrorCode::kIo, fmt::format("zstd: {}", ZSTD_getErrorName(left))};
      if (auto done = under_->write({buffer_.data(), out.pos}); !done) return done;
      more = end == ZSTD_e_end ? left != 0 : in.pos < in.size;
    }
    return {};
  }

  std::unique_ptr<ByteSink> under_;
  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context_;
  std::vector<char> buffer_;
};

}  // namespace

Result<std::unique_ptr<ByteSink>> open_output(const std::string& path) {
  if (path == "-") return std::unique_ptr<ByteSink>(std::make_unique<StdoutSink>());
  auto file = FileSink::open(path);
  if (!file) return file.error();
  if (path.ends_with(".gz")) return std::unique_ptr<ByteSink>(std::make_unique<GzipSink>(*std::move(file)));
  if (path.ends_with(".zst")) return std::unique_ptr<ByteSink>(std::make_unique<ZstdSink>(*std::move(file)));
  return file;
}

Status print_to_stdout(std::string_view text) { return StdoutSink().write(text); }

bool is_closed_pipe(const Error& error) { return error.message == kClosedPipe; }

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

bool stdout_has_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return stdout_is_terminal() && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

}  // namespace boba::cli
