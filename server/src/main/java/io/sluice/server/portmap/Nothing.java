package io.sluice.server.portmap;

/// `void`, as arguments.
record Nothing() {}
