// Files, standard input, memory; gzip and zstd; UTF-16. Errors have no `where`: who opened the
// source knows it.
#ifndef BOBA_EXTRACT_READER_BYTE_SOURCES_H_
#define BOBA_EXTRACT_READER_BYTE_SOURCES_H_

#include <memory>
#include <string>

#include "core/byte_source.h"
#include "core/result.h"

namespace boba {

// kNotFound when there is none, kIo when it cannot be opened or is a folder.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);
std::unique_ptr<ByteSource> standard_input();
std::unique_ptr<ByteSource> memory_source(std::string bytes);

// `head`, then what `rest` still has.
std::unique_ptr<ByteSource> prepend(std::string head, std::unique_ptr<ByteSource> rest);

// Reads on until `size` bytes are there or the source ends.
Result<std::string> read_up_to(ByteSource& source, size_t size);

// What `source` holds, unpacked if it begins with the magic number of gzip (RFC 1952, with further
// members) or zstd (RFC 8878, with further frames). Reading fails with kInvalidInput where the
// packed data are cut or damaged.
Result<std::unique_ptr<ByteSource>> decompress(std::unique_ptr<ByteSource> source);

// What `source` holds as UTF-8: UTF-16 is converted when it begins with a byte-order mark, the mark
// of UTF-8 is dropped. Half a surrogate pair or an odd last byte comes out as the byte 0xFF, for
// who repairs UTF-8 to see.
Result<std::unique_ptr<ByteSource>> decode_unicode(std::unique_ptr<ByteSource> source);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_BYTE_SOURCES_H_
