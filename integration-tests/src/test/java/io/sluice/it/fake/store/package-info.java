/// What the small S3 holds: buckets, objects with their versions, uploads, listings in UTF-8 order.
/// Bodies are views: synthetic ones, joined ones and slices cost no memory, so a bucket can show
/// millions of keys and objects of any size.
@NullMarked
package io.sluice.it.fake.store;

import org.jspecify.annotations.NullMarked;
