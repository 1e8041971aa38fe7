#include "extract/learn/train/files.h"

#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/annotators/syllables.h"

namespace boba::train {
namespace {

using File = std::unique_ptr<FILE, int (*)(FILE*)>;

Error io_error(const std::string& path) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, std::strerror(errno), path, "check the path"};
}

Result<std::string> decompress(const std::string& path, std::string_view bytes) {
  const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  std::string out;
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer buffer = {piece.data(), piece.size(), 0};
    const size_t left = ZSTD_decompressStream(context.get(), &buffer, &in);
    if (ZSTD_isError(left))
      return Error{ErrorCode::kInvalidInput, ZSTD_getErrorName(left), path, "check that the file is whole"};
    out.append(piece.data(), buffer.pos);
    if (in.pos == in.size && buffer.pos < buffer.size) return out;
  }
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  const bool standard = path == "-";
  const File file(standard ? stdin : std::fopen(path.c_str(), "rb"),
                  standard ? [](FILE*) { return 0; } : &std::fclose);
  if (!file) return io_error(path);
  std::string bytes;
  std::array<char, 65536> buffer;
  while (const size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) bytes.append(buffer.data(), got);
  if (std::ferror(file.get())) return io_error(path);
  return path.ends_with(".zst") ? decompress(path, bytes) : Result<std::string>(std::move(bytes));
}

Status write_file(const std::string& path, std::string_view bytes) {
  File file(std::fopen(path.c_str(), "wb"), &std::fclose);
  if (!file) return io_error(path);
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  if (std::fclose(file.release()) != 0 || !whole) return io_error(path);
  return {};
}

Document one_sentence_a_line(std::string_view text) {
  Document document;
  document.text = to_nfc(text);
  const std::string_view all = document.text;
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  uint32_t first = 0;
  const auto count = static_cast<uint32_t>(document.syllables.size());
  for (uint32_t b = 0; b < document.blocks.size(); ++b) {
    uint32_t last = first;
    while (last < count && document.syllables[last].span.begin < document.blocks[b].span.end) ++last;
    if (last > first)
      document.sentences.push_back({.span = document.span_of(first, last), .block = b, .first_syllable = first,
                                    .last_syllable = last});
    first = last;
  }
  return document;
}

}  // namespace boba::train
