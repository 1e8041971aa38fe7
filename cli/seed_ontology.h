#ifndef BOBA_CLI_SEED_ONTOLOGY_H_
#define BOBA_CLI_SEED_ONTOLOGY_H_

#include <string_view>

#include "core/ontology.h"
#include "core/result.h"

namespace boba::cli {

// The ontology of the embedded seeds, without the models that an Extractor loads.
Result<Ontology> seed_ontology();

// The relation that people mean by `label` (name, label or synonym in either language, any spelling). The error
// (kInvalidInput) names the nearest.
Result<RelationId> find_relation(const Ontology& ontology, std::string_view label);

}  // namespace boba::cli

#endif  // BOBA_CLI_SEED_ONTOLOGY_H_
