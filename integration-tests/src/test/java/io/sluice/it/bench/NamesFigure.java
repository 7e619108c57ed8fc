package io.sluice.it.bench;

import io.sluice.it.fake.shape.Counts;

/// What one round of a row came to.
///
/// @param seconds from the first call to the last reply
/// @param calls that the client made
/// @param s3 what S3 was asked and what it sent, until it was quiet again
/// @param cpuSeconds processor time of the server in that time
/// @param peakBytes the most memory that the server had resident since its start
record NamesFigure(double seconds, long calls, Counts s3, double cpuSeconds, long peakBytes) {}
