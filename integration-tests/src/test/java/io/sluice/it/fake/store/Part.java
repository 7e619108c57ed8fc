package io.sluice.it.fake.store;

import java.time.Instant;

/// One uploaded part of a multipart upload.
///
/// @param number 1 to 10,000
/// @param etag without quotes
public record Part(int number, Body body, String etag, Instant lastModified) {}
