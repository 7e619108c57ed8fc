/// What is served, and what a server leaves on disk for its successor and for other commands: keys,
/// locks, exports that were mounted by path, and where a running server is found.
@NullMarked
package io.sluice.server.state;

import org.jspecify.annotations.NullMarked;
