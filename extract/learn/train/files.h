// Whole files in and out, for trainers.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_FILES_H_
#define BOBA_EXTRACT_LEARN_TRAIN_FILES_H_

#include <string>
#include <string_view>

#include "core/document.h"
#include "core/result.h"

namespace boba::train {

// The bytes of a file, "-" for standard input; those of a *.zst file are decompressed. kNotFound, kIo, kInvalidInput.
Result<std::string> read_file(const std::string& path);
// Replaces the file.
Status write_file(const std::string& path, std::string_view bytes);

// A document of one paragraph a line of `text`, which is brought to NFC; with syllables, one sentence a line that
// has any. For measuring on treebanks.
Document one_sentence_a_line(std::string_view text);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_FILES_H_
