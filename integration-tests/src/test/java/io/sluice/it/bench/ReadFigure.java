package io.sluice.it.bench;

import io.sluice.it.fake.shape.Counts;

/// What it took to read what a row is about once.
///
/// @param cpuSeconds of the server, or of the bare client
/// @param peakBytes the most memory that it had resident so far
/// @param s3 what S3 was asked for it
record ReadFigure(double seconds, double cpuSeconds, long peakBytes, Counts s3) {}
