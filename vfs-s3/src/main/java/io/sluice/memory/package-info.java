/// The one memory budget, the slabs that it is cut from, and the leases by which reads and writes
/// hold slices of them: nothing on the data path allocates a buffer of its own. And files that are
/// mapped into memory.
@NullMarked
package io.sluice.memory;

import org.jspecify.annotations.NullMarked;
