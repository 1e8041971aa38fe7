#include "extract/reader/json_ld.h"

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>

namespace boba {
namespace {

using nlohmann::json;

std::string member(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_object()) return member(*found, found->contains("name") ? "name" : "@id");
  if (found->is_array() && !found->empty() && found->front().is_string())
    return found->front().get<std::string>();
  return {};
}

bool is_article_type(const json& type) {
  if (type.is_array()) return std::any_of(type.begin(), type.end(), is_article_type);
  if (!type.is_string()) return false;
  const std::string& name = type.get_ref<const std::string&>();
  return name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report";
}

}  // namespace

ArticleMetadata read_json_ld(std::string_view script) {
  constexpr size_t kMostObjects = 1000;
  const json root = json::parse(script, nullptr, /*allow_exceptions=*/false);
  std::deque<const json*> open = {&root};
  for (size_t seen = 0; !open.empty() && seen < kMostObjects; ++seen) {
    const json& value = *open.front();
    open.pop_front();
    if (value.is_array())
      for (const json& element : value) open.push_back(&element);
    if (!value.is_object()) continue;
    const auto type = value.find("@type");
    if (type != value.end() && is_article_type(*type))
      return {.headline = member(value, "headline"),
              .body = member(value, "articleBody"),
              .date_published = member(value, "datePublished"),
              .publisher = member(value, "publisher"),
              .url = member(value, value.contains("url") ? "url" : "mainEntityOfPage")};
    for (const char* name : {"@graph", "mainEntity"})
      if (const auto below = value.find(name); below != value.end()) open.push_back(&*below);
  }
  return {};
}

}  // namespace boba
