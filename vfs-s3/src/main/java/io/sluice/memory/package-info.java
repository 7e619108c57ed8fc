/// The one memory budget, the slabs that it is cut from, and the leases by which reads and writes
/// hold slices of them. Nothing on the data path allocates a buffer of its own.
@NullMarked
package io.sluice.memory;

import org.jspecify.annotations.NullMarked;
