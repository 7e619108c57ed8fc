package io.sluice.vfs;

import java.time.Instant;

/// Attributes as they were just before a change, taken together with it (RFC 1813 `wcc_attr`).
public record Before(long size, Instant mtime, Instant ctime) {}
