#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/reader/byte_sources.h"

namespace boba {
namespace {

constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
constexpr size_t kInputBytes = size_t{128} << 10;

Error damaged(std::string_view format, size_t at, std::string_view detail) {
  return {.message = std::string(format) + " data damaged near byte " + std::to_string(at) + ": " +
                     std::string(detail),
          .advice = "fetch the file again"};
}

Error cut(std::string_view format, size_t at) {
  return {.message = std::string(format) + " data cut after byte " + std::to_string(at),
          .advice = "fetch the file again"};
}

// The packed bytes, a buffer at a time.
class Input {
 public:
  explicit Input(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), buffer_(kInputBytes) {}

  // What is left in the buffer, after reading on if that is nothing; empty at the end.
  Result<std::string_view> peek() {
    if (begin_ == end_) {
      const Result<size_t> got = source_->read(buffer_.data(), buffer_.size());
      if (!got) return got.error();
      begin_ = 0;
      end_ = *got;
    }
    return std::string_view(buffer_.data() + begin_, end_ - begin_);
  }
  void take(size_t count) {
    begin_ += count;
    taken_ += count;
  }
  size_t taken() const { return taken_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0, taken_ = 0;
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> source) : input_(std::move(source)) {
    ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;  // 16: a gzip header is required
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  Result<size_t> read(char* buffer, size_t size) override {
    if (!ready_) return Error{.code = ErrorCode::kIo, .message = "no memory to unpack gzip"};
    size = std::min(size, size_t{1} << 30);
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size) {
      const Result<std::string_view> packed = input_.peek();
      if (!packed) return packed.error();
      if (packed->empty())
        return between_members_ ? Result<size_t>(size_t{0}) : cut("gzip", input_.taken());
      if (between_members_) inflateReset(&stream_);
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed->data()));
      stream_.avail_in = static_cast<uInt>(packed->size());
      const int state = inflate(&stream_, Z_NO_FLUSH);
      input_.take(packed->size() - stream_.avail_in);
      between_members_ = state == Z_STREAM_END;
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
        return damaged("gzip", input_.taken(), stream_.msg ? stream_.msg : "unknown block");
    }
    return size - stream_.avail_out;
  }

 private:
  Input input_;
  z_stream stream_ = {};
  bool ready_ = false;
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> source)
      : input_(std::move(source)), stream_(ZSTD_createDStream(), ZSTD_freeDStream) {}

  Result<size_t> read(char* buffer, size_t size) override {
    if (!stream_) return Error{.code = ErrorCode::kIo, .message = "no memory to unpack zstd"};
    ZSTD_outBuffer out = {buffer, size, 0};
    while (out.pos == 0) {
      const Result<std::string_view> packed = input_.peek();
      if (!packed) return packed.error();
      if (packed->empty() && between_frames_) return size_t{0};
      ZSTD_inBuffer in = {packed->data(), packed->size(), 0};
      const size_t state = ZSTD_decompressStream(stream_.get(), &out, &in);
      input_.take(in.pos);
      if (ZSTD_isError(state) != 0)
        return damaged("zstd", input_.taken(), ZSTD_getErrorName(state));
      if (packed->empty() && out.pos == 0) return cut("zstd", input_.taken());
      between_frames_ = state == 0;
    }
    return out.pos;
  }

 private:
  Input input_;
  std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream_;
  bool between_frames_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> decompress(std::unique_ptr<ByteSource> source) {
  Result<std::string> head = read_up_to(*source, kZstdMagic.size());
  if (!head) return head.error();
  const bool gzip = head->starts_with(kGzipMagic);
  const bool zstd = head->starts_with(kZstdMagic);
  std::unique_ptr<ByteSource> whole = prepend(std::move(*head), std::move(source));
  if (gzip) whole = std::make_unique<GzipSource>(std::move(whole));
  if (zstd) whole = std::make_unique<ZstdSource>(std::move(whole));
  return whole;
}

}  // namespace boba
