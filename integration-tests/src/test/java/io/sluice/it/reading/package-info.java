/// Reading as clients do it, from NFS down to S3 and back: which bytes come, and what S3 is asked
/// for them.
@NullMarked
package io.sluice.it.reading;

import org.jspecify.annotations.NullMarked;
