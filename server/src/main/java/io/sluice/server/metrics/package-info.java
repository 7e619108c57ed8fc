/// The page of counters that Prometheus reads, and the health check beside it.
@NullMarked
package io.sluice.server.metrics;

import org.jspecify.annotations.NullMarked;
