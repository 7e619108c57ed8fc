/// Benchmarks: figures that are printed, never asserted. Run by the `bench` profile; what they
/// found stands in docs/PERFORMANCE.md.
@NullMarked
package io.sluice.it.bench;

import org.jspecify.annotations.NullMarked;
