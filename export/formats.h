// The table of export formats: adding one is one file and one entry in formats.cc.
#ifndef BOBA_EXPORT_FORMATS_H_
#define BOBA_EXPORT_FORMATS_H_

#include <span>
#include <string>
#include <string_view>

#include "core/byte_sink.h"
#include "core/graph.h"
#include "core/ontology.h"
#include "core/result.h"

namespace boba {

struct ExportOptions {
  // IRIs are <base>id/... and <base>ontology#...; ends in '/' or '#'.
  std::string base = "https://boba.example/";
  std::string generator = "boba";  // name and version of the program, written into the file
};

struct Format {
  std::string_view name;     // "graphml"
  std::string_view suffix;   // ".graphml"
  std::string_view purpose;  // one line for people
  // Streams the graph into `sink`; does not close it. Memory does not grow with the graph; the same graph and
  // options give the same bytes. A relation that `ontology` lacks is written by its name alone. Fails when the
  // graph or the sink does.
  Status (*write)(const GraphView& graph, const Ontology& ontology, const ExportOptions& options, ByteSink& sink);
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);              // nullptr when there is none
const Format* format_of_path(std::string_view path);           // by suffix, also before .gz or .zst

// A base IRI that every format takes: absolute, no character that an IRI may not hold, '/' or '#' at its end.
Status check_base(std::string_view base);

}  // namespace boba

#endif  // BOBA_EXPORT_FORMATS_H_
