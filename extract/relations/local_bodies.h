// Bodies of which every place has one of its own: whether a name says of which.
#ifndef BOBA_EXTRACT_RELATIONS_LOCAL_BODIES_H_
#define BOBA_EXTRACT_RELATIONS_LOCAL_BODIES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>

namespace boba {

// const and re-entrant.
class LocalBodies {
 public:
  // Text of seed files: `bodies` has phrase<TAB>class, "local" for the beginning of a name, "national" for what makes it one
  // of the whole country; the others one place a line.
  LocalBodies(std::string_view bodies, std::string_view provinces, std::string_view districts, std::string_view countries);

  // Whether a name of these syllables (Syllable::key) begins like a local body and neither a national word nor a place
  // stands in it. Linear in the syllables.
  bool lacks_place(std::span<const uint64_t> keys) const;

 private:
  // Phrases by the hash of their syllables.
  class Phrases {
   public:
    void add(std::string_view phrase);
    bool begin(std::span<const uint64_t> keys) const;
    bool stand_in(std::span<const uint64_t> keys) const;

   private:
    std::unordered_set<uint64_t> hashes_;
    size_t longest_ = 0;
  };

  Phrases local_, national_, places_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_LOCAL_BODIES_H_
