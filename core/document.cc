#include "core/document.h"

#include <algorithm>
#include <array>

namespace boba {
namespace {

constexpr std::array<std::string_view, 17> kUpos = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

// The relations of UD Vietnamese-VTB; trained models store indices, so only append.
constexpr std::array kDeprels = std::to_array<std::string_view>({
    "dep", "root", "nsubj", "nsubj:pass", "nsubj:nn", "nsubj:xsubj", "csubj", "csubj:vsubj", "csubj:asubj",
    "csubj:pass", "obj", "iobj", "obl", "obl:tmod", "obl:comp", "obl:with", "obl:adj", "obl:iobj", "obl:agent",
    "obl:about", "obl:adv", "nmod", "nmod:poss", "nummod", "nummod:det", "amod", "acl", "acl:subj", "acl:tmod",
    "acl:tonp", "acl:relcl", "advcl", "advcl:objective", "advmod", "advmod:neg", "advmod:adj", "advmod:dir", "aux",
    "aux:pass", "case", "cc", "ccomp", "clf", "clf:det", "compound", "compound:vmod", "compound:svc", "compound:dir",
    "compound:amod", "compound:prt", "compound:verbnoun", "compound:pron", "compound:atov", "compound:adj",
    "compound:z", "compound:redup", "compound:apr", "conj", "cop", "det", "det:pmod", "discourse", "dislocated",
    "expl", "fixed", "flat", "flat:number", "flat:date", "flat:time", "flat:name", "flat:foreign", "flat:redup",
    "appos", "appos:nmod", "list", "mark", "mark:pcomp", "parataxis", "punct", "vocative", "xcomp", "xcomp:adj",
    "xcomp:dir", "xcomp:vcomp"});

template <typename Names>
std::optional<size_t> find_name(const Names& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<size_t>(it - names.begin());
}

}  // namespace

std::string_view to_string(Upos tag) { return kUpos[static_cast<size_t>(tag)]; }

std::optional<Upos> parse_upos(std::string_view name) {
  if (const auto at = find_name(kUpos, name)) return static_cast<Upos>(*at);
  return std::nullopt;
}

std::string_view to_string(Deprel relation) {
  return relation < kDeprels.size() ? kDeprels[relation] : kDeprels[0];
}

std::optional<Deprel> parse_deprel(std::string_view name) {
  if (const auto at = find_name(kDeprels, name)) return static_cast<Deprel>(*at);
  return std::nullopt;
}

}  // namespace boba
