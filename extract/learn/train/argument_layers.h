// boba::ArgumentLayers that learn.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_ARGUMENT_LAYERS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_ARGUMENT_LAYERS_H_

#include <string>
#include <vector>

#include "extract/learn/model_file.h"
#include "extract/learn/train/layers.h"
#include "extract/learn/train/random.h"
#include "extract/relations/argument_layers.h"

namespace boba::train {

class ArgumentLayers {
 public:
  // See boba::ArgumentLayers::read().
  ArgumentLayers(size_t in, size_t out, size_t words, size_t rows);
  void randomize(Random& random);

  // An article, one row a word; `topic`: the mean of its rows.
  void begin(const Matrix& words, const Matrix& topic);
  // One row for each query. `keep`: a row of factors. Valid until the next call.
  const Matrix& forward(std::vector<const ArgumentQuery*> queries, Matrix keep);
  // Given the gradient of what forward() returned, which it changes.
  void backward(Matrix& gradient);
  // Adds the gradients of what begin() was given.
  void end(const Matrix& words, const Matrix& topic, Matrix& words_gradient, Matrix& topic_gradient);

  std::vector<Parameter*> parameters();
  // Writes the arrays that begin with `name`.
  void write(const std::string& name, ModelFileWriter& file) const;

 private:
  size_t out_, word_count_;
  Dense words_, topic_, second_;
  Parameter rows_;
  // Of the article.
  Matrix projected_, projected_gradient_, topic_row_, topic_gradient_;
  // Of the last forward().
  std::vector<const ArgumentQuery*> queries_;
  Matrix keep_, lower_, upper_, out_rows_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_ARGUMENT_LAYERS_H_
