/// Which object: what a bucket's names are for those who mount it. Listings, lookups and changes go
/// through [io.sluice.vfs.inode.Namespace]; `handle` has the ids, `listing` what S3 listed, `local`
/// what it does not know yet.
@NullMarked
package io.sluice.vfs.inode;

import org.jspecify.annotations.NullMarked;
