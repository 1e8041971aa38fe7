#include "cli/app.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <optional>

#include "cli/command.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/suggest.h"
#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba::cli {

Outcome outcome_of(const Error& error) {
  return error.code == ErrorCode::kInvalidInput ? misused(error) : failed(error);
}
Outcome outcome_of(const Status& status) { return status ? done() : outcome_of(status.error()); }

namespace {

constexpr std::string_view kVersion = "boba " BOBA_VERSION;

std::string overview() {
  std::string out =
      "Reads Vietnamese news and builds a knowledge graph to query, look at and trust.\n\n"
      "usage: boba COMMAND [ARGUMENT]... [OPTION]...\n\ncommands:\n";
  for (const Command& command : commands()) out += fmt::format("  {:<10}{}\n", command.name, command.summary);
  out +=
      "\n`boba COMMAND --help` shows options and an example. BOBA_GRAPH names the graph where --graph is not given.\n"
      "\nexample:\n"
      "  boba build articles/ --graph news.boba\n"
      "  boba query --graph news.boba \"nguyen van an\" ? ? --evidence\n";
  return out;
}

const Command* find_command(std::string_view name) {
  const auto all = commands();
  const auto it = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
  return it == all.end() ? nullptr : &*it;
}

Error unknown_command(std::string_view name) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  const auto close = suggest(name, names);
  return {ErrorCode::kInvalidInput,
          fmt::format("unknown command '{}'{}", name, close ? "; did you mean '" + *close + "'?" : ""), {},
          close ? "boba " + *close + " --help" : "boba --help"};
}

// What is left over after parsing: an option that no one knows or an argument too many.
std::optional<Error> leftover(const CLI::App& app, std::string_view command) {
  const std::vector<std::string> left = app.remaining();
  if (left.empty()) return std::nullopt;
  const auto is_option = [](const std::string& word) { return word.size() > 1 && word.front() == '-'; };
  const auto option = std::find_if(left.begin(), left.end(), is_option);
  const std::string help = fmt::format("boba {} --help", command);
  if (option == left.end())
    return Error{ErrorCode::kInvalidInput, fmt::format("unexpected argument '{}'", left.front()), {}, help};
  const std::string name = option->substr(0, option->find('='));
  std::vector<std::string> names;
  for (const CLI::Option* known : app.get_options())
    for (const std::string& known_name : known->get_lnames()) names.push_back("--" + known_name);
  const auto close = suggest(name, names);
  return Error{ErrorCode::kInvalidInput,
               fmt::format("unknown option '{}'{}", name, close ? "; did you mean '" + *close + "'?" : ""), {}, help};
}

Outcome run_command(const Command& command, std::vector<std::string> arguments) {
  CLI::App app(std::string(command.summary), "boba " + std::string(command.name));
  app.allow_extras();
  app.footer("example:\n" + std::string(command.example));
  const auto run = command.declare(app);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants a vector
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return outcome_of(print_to_stdout(app.help()));
  } catch (const CLI::ParseError& error) {
    if (auto unknown = leftover(app, command.name)) return misused(*std::move(unknown));
    return misused({ErrorCode::kInvalidInput, error.what(), {}, fmt::format("boba {} --help", command.name)});
  }
  if (auto unknown = leftover(app, command.name)) return misused(*std::move(unknown));
  return run();
}

Outcome dispatch(std::vector<std::string> arguments) {
  if (arguments.empty())
    return misused({ErrorCode::kInvalidInput, "no command given", {}, "boba --help"});
  const std::string first = arguments.front();
  if (first == "--version" || first == "-V") return outcome_of(print_to_stdout(std::string(kVersion) + "\n"));
  const bool help = first == "--help" || first == "-h" || first == "help";
  if (help && arguments.size() == 1) return outcome_of(print_to_stdout(overview()));
  if (help) arguments = {arguments[1], "--help"};
  const Command* command = find_command(arguments.front());
  if (command == nullptr) return misused(unknown_command(arguments.front()));
  arguments.erase(arguments.begin());
  return run_command(*command, std::move(arguments));
}

}  // namespace

int run(std::vector<std::string> arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // write() says EPIPE instead, and print_to_stdout passes it on
  for (std::string& argument : arguments)
    if (!find_invalid_utf8(argument)) argument = to_nfc(argument);  // some terminals send NFD
  Outcome outcome;
  try {
    outcome = dispatch(std::move(arguments));
  } catch (const std::exception& error) {  // out of memory, a bug: still one line and an exit code
    outcome = failed({ErrorCode::kIo, fmt::format("internal error: {}", error.what())});
  }
  if (outcome.exit == 0 || is_closed_pipe(outcome.error)) return 0;
  report_error(outcome.error);
  return outcome.exit;
}

}  // namespace boba::cli
