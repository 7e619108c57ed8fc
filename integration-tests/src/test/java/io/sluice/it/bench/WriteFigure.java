package io.sluice.it.bench;

import io.sluice.it.fake.shape.Counts;

/// What it took to write the files of a row once.
///
/// @param cpuSeconds of the server, or of the bare client
/// @param peakBytes the most memory that it had resident so far
/// @param s3 what S3 was asked for it
record WriteFigure(double seconds, double cpuSeconds, long peakBytes, Counts s3) {}
