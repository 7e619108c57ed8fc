/// How the small S3 behaves beyond being right: what it counts, how slow it is, where it fails.
@NullMarked
package io.sluice.it.fake.shape;

import org.jspecify.annotations.NullMarked;
