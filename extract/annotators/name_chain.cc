#include "extract/annotators/name_chain.h"

#include <algorithm>
#include <cmath>

namespace boba {
namespace {

// Keeps products of potentials inside the range of float.
constexpr float kMaxScore = 15;

float potential(float score) { return std::exp(std::clamp(score, -kMaxScore, kMaxScore)); }

}  // namespace

void NameLattice::run(const std::vector<NameScores>& scores) {
  size_ = scores.size();
  if (columns_.size() < size_ + 1) columns_.resize(size_ + 1);
  constexpr size_t kWidth = std::tuple_size_v<Row>;
  Row closed, open;
  closed.fill(1);
  open.fill(0);
  for (size_t k = 0; k < size_; ++k) {
    Column& c = columns_[k];
    c.start.fill(0), c.inside.fill(0), c.end.fill(0);
    for (size_t t = 0; t < kEntityTypes; ++t) {
      c.start[t] = potential(scores[k][column(NamePart::kStart, t)]);
      c.inside[t] = potential(scores[k][column(NamePart::kInside, t)]);
      c.end[t] = potential(scores[k][column(NamePart::kEnd, t)]);
    }
    for (size_t t = 0; t < kWidth; ++t) {
      const float enter = closed[t] * c.start[t] + open[t];
      const float stay = enter * c.inside[t];
      const float shut = closed[t] + stay * c.end[t];
      const float sum = shut + stay;
      c.scale[t] = sum;
      c.closed[t] = closed[t] = shut / sum;
      c.open[t] = open[t] = stay / sum;
    }
  }
  if (size_ == 0) return;
  // Readings that leave a mention open at the end of the sentence are none: only `closed` counts there.
  Column& last = columns_[size_ - 1];
  for (size_t t = 0; t < kWidth; ++t) {
    last.back_closed[t] = 1 / std::max(last.closed[t], 1e-30f);
    last.back_open[t] = 0;
  }
  for (size_t k = size_ - 1; k-- > 0;) {
    Column& c = columns_[k];
    const Column& next = columns_[k + 1];
    for (size_t t = 0; t < kWidth; ++t) {
      const float inner = next.inside[t] * (next.end[t] * next.back_closed[t] + next.back_open[t]) / next.scale[t];
      c.back_open[t] = inner;
      c.back_closed[t] = next.back_closed[t] / next.scale[t] + next.start[t] * inner;
    }
  }
}

double NameLattice::log_sum(size_t type) const {
  double sum = 0;
  for (size_t k = 0; k < size_; ++k) sum += std::log(columns_[k].scale[type]);
  return size_ == 0 ? 0 : sum + std::log(std::max(columns_[size_ - 1].closed[type], 1e-30f));
}

void NameLattice::expectations(std::vector<NameScores>& out) const {
  out.resize(size_);
  for (size_t k = 0; k < size_; ++k) {
    const Column& c = columns_[k];
    out[k].fill(0);
    for (size_t t = 0; t < kEntityTypes; ++t) {
      const float closed = k == 0 ? 1 : columns_[k - 1].closed[t];
      const float open = k == 0 ? 0 : columns_[k - 1].open[t];
      const float inner = c.inside[t] * (c.end[t] * c.back_closed[t] + c.back_open[t]) / c.scale[t];
      out[k][column(NamePart::kStart, t)] = closed * c.start[t] * inner;
      out[k][column(NamePart::kInside, t)] = (closed * c.start[t] + open) * inner;
      out[k][column(NamePart::kEnd, t)] =
          (closed * c.start[t] + open) * c.inside[t] * c.end[t] * c.back_closed[t] / c.scale[t];
    }
  }
}

void NameLattice::candidates(float threshold, uint32_t offset, std::vector<NameCandidate>& out) const {
  for (size_t a = 0; a < size_; ++a) {
    const Column& begin = columns_[a];
    for (size_t t = 0; t < kEntityTypes; ++t) {
      float weight = (a == 0 ? 1 : columns_[a - 1].closed[t]) * begin.start[t];
      if (weight * begin.inside[t] / begin.scale[t] * (begin.end[t] * begin.back_closed[t] + begin.back_open[t]) <
          threshold)
        continue;
      for (size_t b = a; b < size_; ++b) {
        const Column& c = columns_[b];
        weight *= c.inside[t] / c.scale[t];
        const float chance = weight * c.end[t] * c.back_closed[t];
        if (chance >= threshold)
          out.push_back({offset + static_cast<uint32_t>(a), offset + static_cast<uint32_t>(b) + 1,
                         static_cast<EntityType>(t), std::min(chance, 1.0f)});
        if (weight * c.back_open[t] < threshold) break;
      }
    }
  }
}

}  // namespace boba
