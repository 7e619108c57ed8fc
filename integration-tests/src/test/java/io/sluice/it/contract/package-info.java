/// What every file system behind the seam must do, as tests: run on the reference in memory and on
/// the one over a bucket.
@NullMarked
package io.sluice.it.contract;

import org.jspecify.annotations.NullMarked;
