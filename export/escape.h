// Text for XML, JSON and N-Quads. Every function takes any bytes and returns valid UTF-8.
#ifndef BOBA_EXPORT_ESCAPE_H_
#define BOBA_EXPORT_ESCAPE_H_

#include <string>
#include <string_view>

namespace boba {

// Replaces one code point by one: C0 controls other than tab and line ends, U+007F, U+FFFE, U+FFFF and what is not
// UTF-8 become U+FFFD, so that offsets into the text stay true. What is left is legal in XML 1.0 (section 2.2), JSON
// and RDF.
std::string clean_text(std::string_view text);

// clean_text() for names: NFC, without zero-width spaces and byte-order marks, line ends and tabs as spaces.
std::string clean_label(std::string_view text);

// The escapes of the target syntax; input is clean, or for JSON any valid UTF-8. None adds quotation marks.
std::string escape_xml(std::string_view clean);     // & < > " and line ends (kept by attributes, too)
std::string escape_json(std::string_view valid);    // RFC 8259 section 7; other controls as \u00XX
std::string escape_nquads(std::string_view clean);  // N-Quads section 4, canonical form

// An absolute http(s) IRI, with what an IRI may not hold percent-encoded (RFC 3987); empty when `url` is none.
std::string safe_iri(std::string_view url);

}  // namespace boba

#endif  // BOBA_EXPORT_ESCAPE_H_
