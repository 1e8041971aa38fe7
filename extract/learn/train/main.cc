// boba-train: trains the models that boba embeds, and measures them. Exit status as for boba: 0 done, 1 failed,
// 2 wrong command line.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "extract/learn/train/trainers.h"

int main(int argc, char** argv) try {
  CLI::App app("Trains the models that boba embeds. The same data and options give the same bytes.", "boba-train");
  app.require_subcommand(1);
  boba::Status status;
  for (const boba::train::AddTrainer add : boba::train::trainers()) add(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (status) return 0;
  fmt::print(stderr, "boba-train: {}\n", status.error().to_string());
  return 1;
} catch (const std::exception& error) {
  fmt::print(stderr, "boba-train: {}\n", error.what());
  return 1;
}
