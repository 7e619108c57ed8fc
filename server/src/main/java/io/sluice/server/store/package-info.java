/// The embedded S3 store of `sluice demo` and `sluice store`: S3Proxy over plain files, one folder
/// for each bucket. The only package that knows S3Proxy. Not for data that one cannot lose: it
/// never forces a file to disk.
@NullMarked
package io.sluice.server.store;

import org.jspecify.annotations.NullMarked;
