// Everything a graph says, as lines of text: two graphs are the same when their dumps are.
#ifndef BOBA_TESTS_SUPPORT_GRAPH_DUMP_H_
#define BOBA_TESTS_SUPPORT_GRAPH_DUMP_H_

#include <fmt/format.h>

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/name_tokens.h"
#include "graph/store/store.h"

namespace boba::testing {

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().to_string());
  return *std::move(result);
}
inline void must(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error().to_string());
}

template <typename T>
std::vector<T> drain(const std::unique_ptr<Cursor<T>>& cursor) {
  std::vector<T> all;
  while (std::optional<T> item = must(cursor->next())) all.push_back(*std::move(item));
  return all;
}

inline std::string describe(const Qualifier& q) {
  return fmt::format("{}={}|{}|{:x}", to_string(q.kind), q.text, q.value, q.entity);
}
inline std::string describe(const Object& object) {
  if (const auto* entity = std::get_if<EntityId>(&object)) return fmt::format("{:016x}", *entity);
  const Literal& l = std::get<Literal>(object);
  return fmt::format("{}:{}|{}|{}", static_cast<int>(l.kind), l.text, l.value, l.unit);
}

inline std::string describe(const StatementRecord& s) {
  std::string line = fmt::format("{:016x} {:016x} {} {} {} by {:x} {}", s.id, s.subject, s.relation,
                                 describe(s.object), to_string(s.modality), s.speaker, s.confidence);
  for (const Qualifier& q : s.qualifiers) line += " q:" + describe(q);
  for (const Support& support : s.supports) {
    line += fmt::format("\n    {} {}", support.document, support.confidence);
    for (const Qualifier& q : support.qualifiers) line += " q:" + describe(q);
    for (const Evidence& e : support.evidence) {
      line += fmt::format(" e:{}", e.sentence_index);
      for (Span span : {e.sentence, e.trigger, e.subject, e.object}) line += fmt::format("[{},{})", span.begin, span.end);
    }
  }
  return line;
}

inline std::string describe(const EntityRecord& e) {
  std::string line = fmt::format("{:016x} {} {} {}", e.id, to_string(e.type), e.name, e.documents);
  for (const NameForm& form : e.names) line += fmt::format(" n:{}*{}", form.text, form.documents);
  for (const NameForm& form : e.aliases) line += fmt::format(" a:{}*{}", form.text, form.documents);
  for (const TypeCount& type : e.types) line += fmt::format(" t:{}*{}", to_string(type.type), type.documents);
  return line;
}

inline std::string describe(const StatementHead& h) {
  return fmt::format("{:016x} {:016x} {} {}:{:016x} {} {:x}", h.id, h.subject, h.relation,
                     static_cast<int>(h.object.kind), h.object.value, to_string(h.modality), h.speaker);
}

inline std::string describe(const DocumentHeader& d) {
  return fmt::format("{}|{}|{}|{}|{}", d.id, d.title, d.source, d.url, d.published);
}

// Every cursor, every look-up, every index pattern and every token of what `snapshot` holds.
inline std::string dump(const Snapshot& snapshot) {
  std::string out;
  std::set<std::string> tokens;
  for (const EntityRecord& e : drain(snapshot.entities())) {
    out += "entity " + describe(e) + "\n";
    out += fmt::format("  in {}\n", fmt::join(must(snapshot.documents_of(e.id)), " "));
    if (must(snapshot.entity(e.id)) != e) out += "  and differs when looked up\n";
    for (const auto* forms : {&e.names, &e.aliases})
      for (const NameForm& form : *forms)
        for (std::string& token : name_tokens(form.text)) tokens.insert(std::move(token));
  }
  for (const std::string& token : tokens)
    for (bool prefix : {false, true})
      out += fmt::format("token {}{} {:x}\n", token, prefix ? "*" : "",
                         fmt::join(must(snapshot.entities_with(token, prefix)), " "));
  out += fmt::format("all tokens {:x}\n", fmt::join(must(snapshot.entities_with("", true)), " "));
  for (const StatementRecord& s : drain(snapshot.statements())) {
    out += "statement " + describe(s) + "\n";
    const auto again = must(snapshot.statement(s.id));
    if (!again || describe(*again) != describe(s)) out += "  and differs when looked up\n";
    for (int bound = 1; bound < 8; ++bound) {
      TriplePattern pattern;
      if (bound & 1) pattern.subject = s.subject;
      if (bound & 2) pattern.relation = s.relation;
      if (bound & 4) pattern.object = object_key(s.object);
      for (const StatementHead& head : drain(snapshot.match(pattern)))
        out += fmt::format("  match {} {}\n", bound, describe(head));
    }
  }
  for (const StatementHead& head : drain(snapshot.match({}))) out += "head " + describe(head) + "\n";
  for (const DocumentRecord& d : drain(snapshot.documents())) {
    out += fmt::format("document {} {} {} {} {} {} {}\n", d.id, d.body, d.source, d.url, d.published,
                       d.extractor_version, d.text);
    if (must(snapshot.document(d.id)) != d) out += "  and differs when looked up\n";
    const auto statements = must(snapshot.statements_of(d.id));
    out += fmt::format("  says {:x}\n", fmt::join(statements.value(), " "));
    out += "  header " + describe(must(snapshot.header(d.id)).value()) + "\n";
  }
  for (const DocumentHeader& d : drain(snapshot.newest())) out += "newest " + describe(d) + "\n";
  out += fmt::format("relations {}\n", fmt::join(snapshot.relations(), " "));
  const auto as_looked_up = [&](EntityId id) {
    const auto entity = must(snapshot.entity(id));
    out += entity ? "  is " + describe(*entity) + "\n" : "  is nothing\n";
    out += fmt::format("  in {}\n", fmt::join(must(snapshot.documents_of(id)), " "));
    for (const TriplePattern& pattern : {TriplePattern{id, {}, {}}, TriplePattern{{}, {}, object_key(Object(id))}})
      for (const StatementHead& head : drain(snapshot.match(pattern))) out += "  with " + describe(head) + "\n";
  };
  const IdentityRecords records = snapshot.identity_records();
  for (const MergeRecord& record : records.merges) {
    out += fmt::format("merge {:x} {:x}\n", record.a, record.b);
    as_looked_up(record.a);
    as_looked_up(record.b);
  }
  for (const SeparationRecord& record : records.separations) {
    out += fmt::format("separate {:x} {}\n", record.entity, record.document);
    as_looked_up(record.entity);
    as_looked_up(separate_id(record));
  }
  return out;
}

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_GRAPH_DUMP_H_
