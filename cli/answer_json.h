// A statement as one line of JSON; docs/data_model.md describes every field.
#ifndef BOBA_CLI_ANSWER_JSON_H_
#define BOBA_CLI_ANSWER_JSON_H_

#include <string>
#include <string_view>

#include "graph/query/query.h"

namespace boba::cli {

// Without a line end. `document` becomes the field "doc" where it is not empty (extract: one document a line).
std::string answer_json(const Answer& answer, std::string_view document = {});

std::string entity_json(const EntityRef& entity);  // {"id":"e:...","type":"Person","name":"..."}

}  // namespace boba::cli

#endif  // BOBA_CLI_ANSWER_JSON_H_
