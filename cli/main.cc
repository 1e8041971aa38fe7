#include "cli/app.h"

int main(int argc, char** argv) { return boba::cli::run({argv + 1, argv + argc}); }
