/// The program: the command line, one file for each command.
@NullMarked
package io.sluice.server;

import org.jspecify.annotations.NullMarked;
