/// The bytes of an object: ranged GETs of exactly the version whose attributes were shown.
@NullMarked
package io.sluice.vfs.read;

import org.jspecify.annotations.NullMarked;
