/// A small in-memory S3 over HTTP for tests and benchmarks: exact where S3 is exact, counting every
/// request and byte, as slow as a [io.sluice.it.fake.shape.Profile] says, failing where a
/// [io.sluice.it.fake.shape.FaultRule] says, with millions of keys and huge objects that are
/// computed and not stored. [io.sluice.it.fake.FakeS3] is the way in; `http` carries, `s3`
/// understands, `store` holds, `shape` counts, slows and breaks.
@NullMarked
package io.sluice.it.fake;

import org.jspecify.annotations.NullMarked;
