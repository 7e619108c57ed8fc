/// The program: the command line, and the composition root that makes objects of settings, starts
/// them, drains them and stops them.
@NullMarked
package io.sluice.server;

import org.jspecify.annotations.NullMarked;
