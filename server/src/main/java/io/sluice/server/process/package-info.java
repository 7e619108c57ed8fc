/// What surrounds the program: its terminal, its exit codes and their sentences, the commands and
/// files of the system, logging. Everything above may use it.
@NullMarked
package io.sluice.server.process;

import org.jspecify.annotations.NullMarked;
