#include "graph/query/namesakes.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace boba {
namespace {

constexpr size_t kFullName = 3;  // words: two may be a nickname, which several persons of one article go by
constexpr int kSure = 3;  // years: an age tells a birth to within one, and newspapers err by one

size_t words_of(std::string_view name) {
  return 1 + static_cast<size_t>(std::count(name.begin(), name.end(), ' '));
}

void most_documents_first(std::vector<Namesake>& persons) {
  std::sort(persons.begin(), persons.end(), [](const Namesake& a, const Namesake& b) {
    return std::tuple(b.documents.size(), a.documents) < std::tuple(a.documents.size(), b.documents);
  });
}

// By year, in groups with gaps between.
Result<std::vector<Namesake>> told_by_births(const Snapshot& snapshot, const EntityRecord& entity,
                                             const std::vector<std::string>& documents, const BirthCues& cues) {
  std::vector<std::pair<int, std::string>> births;
  for (const std::string& id : documents) {
    const auto document = snapshot.document(id);
    if (!document) return document.error();
    if (!*document) continue;
    if (const auto year = birth_year(**document, entity.names, cues)) births.emplace_back(*year, id);
  }
  std::sort(births.begin(), births.end());
  std::vector<Namesake> persons;
  int last = 0;
  for (auto& [year, id] : births) {
    if (persons.empty() || year - last >= kSure) persons.push_back({{}, year, {}});
    persons.back().documents.push_back(std::move(id));
    last = year;
  }
  for (Namesake& person : persons) std::sort(person.documents.begin(), person.documents.end());
  return persons;
}

Status add_offices(const Snapshot& snapshot, EntityId person, const std::string& relation,
                   std::map<std::string, Offices>& by_document) {
  return for_each_object(snapshot, person, relation, [&](const StatementHead& head, const EntityRecord& object) {
    const auto statement = snapshot.statement(head.id);
    if (!statement) return Status(statement.error());
    if (!*statement) return Status();
    for (const Support& support : (*statement)->supports) {
      Offices& offices = by_document[support.document];
      (relation == "memberOf" ? offices.organizations : offices.positions).insert(object.name);
    }
    return Status();
  });
}

// Documents that share an office, through chains, are of one person; of these those that contradict the largest.
Result<std::vector<Namesake>> told_by_offices(const Snapshot& snapshot, EntityId person) {
  std::map<std::string, Offices> by_document;
  for (const char* relation : {"holdsPosition", "appointedTo", "memberOf"})
    if (const Status status = add_offices(snapshot, person, relation, by_document); !status.ok()) return status.error();
  const std::vector<std::pair<std::string, Offices>> said(by_document.begin(), by_document.end());
  std::vector<size_t> group(said.size());
  std::iota(group.begin(), group.end(), size_t{0});
  for (size_t i = 0; i < said.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if (group[i] != group[j] && share_an_office(said[i].second, said[j].second))
        std::replace(group.begin(), group.end(), size_t{group[i]}, size_t{group[j]});
  std::map<size_t, Namesake> groups;
  for (size_t i = 0; i < said.size(); ++i) {
    Namesake& one = groups[group[i]];
    one.documents.push_back(said[i].first);
    one.offices.positions.insert(said[i].second.positions.begin(), said[i].second.positions.end());
    one.offices.organizations.insert(said[i].second.organizations.begin(), said[i].second.organizations.end());
  }
  std::vector<Namesake> persons;
  for (auto& [id, one] : groups) persons.push_back(std::move(one));
  most_documents_first(persons);
  if (!persons.empty())
    persons.erase(std::remove_if(persons.begin() + 1, persons.end(),
                                 [&](const Namesake& one) { return !contradict(persons.front().offices, one.offices); }),
                  persons.end());
  return persons;
}

}  // namespace

Result<std::vector<Namesakes>> find_namesakes(const Snapshot& snapshot, const BirthCues& cues) {
  std::vector<Namesakes> all;
  const auto cursor = snapshot.entities();
  while (true) {
    auto entity = cursor->next();
    if (!entity) return entity.error();
    if (!*entity) break;
    const size_t words = words_of((*entity)->name);
    if ((*entity)->type != EntityType::kPerson || (*entity)->documents < 2 || words < 2) continue;
    const auto documents = snapshot.documents_of((*entity)->id);
    if (!documents) return documents.error();
    Result<std::vector<Namesake>> persons = std::vector<Namesake>();
    if (words >= kFullName) persons = told_by_births(snapshot, **entity, *documents, cues);
    if (!persons) return persons.error();
    const bool certain = persons->size() > 1;
    if (!certain) persons = told_by_offices(snapshot, (*entity)->id);
    if (!persons) return persons.error();
    if (persons->size() < 2) continue;
    most_documents_first(*persons);
    all.push_back({**std::move(entity), *std::move(persons), certain});
  }
  std::sort(all.begin(), all.end(), [](const Namesakes& a, const Namesakes& b) {
    return std::tie(a.entity.name, a.entity.id) < std::tie(b.entity.name, b.entity.id);
  });
  return all;
}

}  // namespace boba
