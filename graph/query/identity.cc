#include "graph/query/identity.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "graph/store/name_tokens.h"

namespace boba {
namespace {

using Names = std::set<std::string>;

// The first letter of each word, all letters of one in capitals: "UBND TP Hue" and its long form have the same.
std::string initials(std::string_view name) {
  std::string letters;
  size_t at = 0;
  while (at < name.size()) {
    std::string word;
    bool capitals = true;
    CodePoint c;
    while (at < name.size() && (c = decode(name, at), is_letter(c.value) || is_digit(c.value))) {
      capitals &= is_upper(c.value);
      append(word, c.value);
      at += c.length;
    }
    const std::string folded = fold_diacritics(word);
    letters += capitals ? folded : folded.substr(0, 1);
    if (at < name.size()) at += decode(name, at).length;
  }
  return letters;
}

bool alike(const std::string& a, const std::string& b) {
  const std::string letters = initials(a);
  if (letters.size() >= 3 && letters == initials(b)) return true;
  const std::vector<std::string> x = name_tokens(a), y = name_tokens(b);
  if (x.empty() || y.empty()) return false;
  const bool shorter = x.size() <= y.size();
  const auto &few = shorter ? x : y, &many = shorter ? y : x;
  return std::includes(many.begin(), many.end(), few.begin(), few.end());
}

bool share(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& other) { return alike(name, other); });
  });
}

Status add_objects(const Snapshot& snapshot, EntityId person, const std::string& relation, Names& names) {
  return for_each_object(snapshot, person, relation, [&](const StatementHead&, const EntityRecord& object) {
    names.insert(object.name);
    return Status();
  });
}

}  // namespace

Status for_each_object(const Snapshot& snapshot, EntityId person, const std::string& relation,
                       const std::function<Status(const StatementHead&, const EntityRecord&)>& see) {
  const auto cursor = snapshot.match({person, relation, std::nullopt});
  while (true) {
    const auto head = cursor->next();
    if (!head) return head.error();
    if (!*head) return {};
    if ((*head)->modality == Modality::kNegated || (*head)->object.kind != ObjectKey::Kind::kEntity) continue;
    const auto object = snapshot.entity((*head)->object.value);
    if (!object) return object.error();
    if (!*object) continue;
    if (Status seen = see(**head, **object); !seen.ok()) return seen;
  }
}

Result<Offices> offices_of(const Snapshot& snapshot, EntityId person) {
  Offices offices;
  Status status = add_objects(snapshot, person, "holdsPosition", offices.positions);
  if (status.ok()) status = add_objects(snapshot, person, "appointedTo", offices.positions);
  if (status.ok()) status = add_objects(snapshot, person, "memberOf", offices.organizations);
  if (!status.ok()) return status.error();
  return offices;
}

bool share_an_office(const Offices& a, const Offices& b) {
  // A position's name holds its organisation's: "truong Cong an xa X" and a member of "Cong an xa X".
  return share(a.positions, b.positions) || share(a.organizations, b.organizations) ||
         share(a.positions, b.organizations) || share(a.organizations, b.positions);
}

bool contradict(const Offices& a, const Offices& b) {
  const bool comparable = (!a.positions.empty() && !b.positions.empty()) ||
                          (!a.organizations.empty() && !b.organizations.empty());
  return comparable && !share_an_office(a, b);
}

Result<std::string> objection(const Snapshot& snapshot, EntityId a, EntityId b) {
  const auto one = snapshot.entity(a), other = snapshot.entity(b);
  if (!one) return one.error();
  if (!other) return other.error();
  if (!*one || !*other) return std::string();
  const EntityRecord &x = **one, &y = **other;
  if (!same_family(x.type, y.type))
    return fmt::format("{} is of type {}, {} of type {}", x.name, to_string(x.type), y.name, to_string(y.type));
  if (x.type != EntityType::kPerson) return std::string();
  const auto offices = offices_of(snapshot, a), others = offices_of(snapshot, b);
  if (!offices) return offices.error();
  if (!others) return others.error();
  if (!contradict(*offices, *others)) return std::string();
  const auto list = [](const Offices& o) {
    Names all = o.positions;
    all.insert(o.organizations.begin(), o.organizations.end());
    return fmt::format("{}", fmt::join(all, "; "));
  };
  return fmt::format("two persons, it seems: {} ({}) and {} ({})", x.name, list(*offices), y.name, list(*others));
}

}  // namespace boba
