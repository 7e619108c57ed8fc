package io.sluice.vfs.write;

import io.sluice.vfs.write.log.SessionRecord;
import org.jspecify.annotations.Nullable;

/// How a file that is being written, or was until just now, looks.
///
/// @param size bytes, those on their way included
/// @param isPublished whether the object in S3 has just this content
/// @param publication the last content that was published; null if none was
/// @param isKnown whether the namespace knows of that publication
/// @param isFailed whether what was not published is lost (semantics W15)
public record FileUnderWay(
    long size,
    SessionRecord.Attributes attributes,
    boolean isPublished,
    @Nullable Publication publication,
    boolean isKnown,
    boolean isFailed) {}
