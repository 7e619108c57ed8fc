/// The protocols over a real socket, spoken by a client of our own that shares no code with the
/// server but the wire types.
@NullMarked
package io.sluice.it.wire;

import org.jspecify.annotations.NullMarked;
