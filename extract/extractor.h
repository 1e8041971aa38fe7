// From a document to what it says: the whole way through annotators and relations.
#ifndef BOBA_EXTRACT_EXTRACTOR_H_
#define BOBA_EXTRACT_EXTRACTOR_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/ontology.h"
#include "core/result.h"
#include "core/statement.h"

namespace boba {

struct ExtractorOptions {
  // Statements of less confidence are dropped; negative: what the model was trained to keep.
  float min_confidence = -1;
  // Without the models of relations: annotate() works, extract() finds nothing. For those who train these models.
  bool annotations_only = false;
  // annotate() tells all names that a reader may want to see, not only those sure enough to make facts of.
  bool names_for_reading = false;
  // Models in place of embedded ones, by the names of those ("names.model"); for those who train them. Other names:
  // kInvalidInput.
  std::map<std::string, std::string, std::less<>> models;
};

// Holds the embedded seeds and models, parsed once. const and re-entrant: one for all threads. The extraction of a
// document depends on that document alone.
class Extractor {
 public:
  static Result<Extractor> create(ExtractorOptions options = {});
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  const Ontology& ontology() const;
  // Changes when seeds, models or code change what is extracted; stored with every document.
  std::string_view version() const;

  // Fills the layers of a document that a reader made (text and blocks). About linear in the text.
  // A layer of syllables or sentences that is there already stays.
  void annotate(Document& document) const;
  // The same for a text of one block that is one sentence, whatever stands in it (treebanks).
  void annotate_sentence(Document& document) const;
  // annotate(), then relations. Spans in the result point into document.text.
  Extraction extract(Document& document) const;

 private:
  struct Parts;
  explicit Extractor(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_EXTRACTOR_H_
