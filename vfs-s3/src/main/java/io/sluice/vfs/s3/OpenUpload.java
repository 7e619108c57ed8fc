package io.sluice.vfs.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An upload as ListMultipartUploads tells it.
///
/// @param initiated by S3's clock, in whole seconds; null where a server does not tell
public record OpenUpload(UploadId id, @Nullable Instant initiated) {}
