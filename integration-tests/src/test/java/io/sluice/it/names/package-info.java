/// A client of names: asks for directories, attributes and lookups as Linux does when `ls`, `find`,
/// `du` and `stat` run, on one connection and one call after the other. The benchmark of names and
/// the tests that count requests go through it.
@NullMarked
package io.sluice.it.names;

import org.jspecify.annotations.NullMarked;
