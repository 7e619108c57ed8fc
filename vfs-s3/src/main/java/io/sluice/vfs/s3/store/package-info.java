/// One bucket, put together of all that is below: the connection, the store for names and bytes,
/// the uploads, and the words for a bucket that does not answer. What is outside of `s3` makes
/// these, and asks them by the interfaces of `io.sluice.vfs.s3`.
@NullMarked
package io.sluice.vfs.s3.store;

import org.jspecify.annotations.NullMarked;
