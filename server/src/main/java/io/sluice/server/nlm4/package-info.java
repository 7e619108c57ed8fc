/// Locks for plain mounts: the network lock manager, version 4, over a small bounded table, and the
/// status monitor beside it.
@NullMarked
package io.sluice.server.nlm4;

import org.jspecify.annotations.NullMarked;
