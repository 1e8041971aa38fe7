#include "export/formats.h"

#include <algorithm>
#include <array>

#include "export/graphml.h"
#include "export/jsonld.h"
#include "export/nquads.h"

namespace boba {
namespace {

constexpr std::array<Format, 3> kFormats = {{
    {"graphml", ".graphml", "GraphML for Gephi, Cytoscape, yEd, networkx, igraph, Neo4j APOC", write_graphml},
    {"jsonld", ".jsonld", "JSON-LD 1.1 with evidence as Web Annotations; one file for up to 50,000 statements",
     write_jsonld},
    {"nquads", ".nq", "RDF 1.1 N-Quads of any size; each statement is a named graph", write_nquads},
}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto it = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& f) { return f.name == name; });
  return it == kFormats.end() ? nullptr : &*it;
}

const Format* format_of_path(std::string_view path) {
  for (const std::string_view compressed : {".gz", ".zst"})
    if (path.ends_with(compressed)) path.remove_suffix(compressed.size());
  const auto it =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& f) { return path.ends_with(f.suffix); });
  return it == kFormats.end() ? nullptr : &*it;
}

Status check_base(std::string_view base) {
  const auto refuse = [&](std::string why) {
    return Error{ErrorCode::kInvalidInput, "base IRI '" + std::string(base) + "' " + why, {},
                 "one such as https://example.org/news/"};
  };
  const size_t colon = base.find(':');
  const auto in_scheme = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  if (colon == std::string_view::npos || colon < 2 || !std::all_of(base.begin(), base.begin() + colon, in_scheme))
    return refuse("is not absolute");
  const auto illegal = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || std::string_view("<>\"{}|^`\\").find(c) != std::string_view::npos;
  };
  if (std::any_of(base.begin(), base.end(), illegal)) return refuse("holds a character that no IRI may hold");
  if (base.back() != '/' && base.back() != '#') return refuse("does not end in '/' or '#'");
  return {};
}

}  // namespace boba
