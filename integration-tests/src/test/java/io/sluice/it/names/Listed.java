package io.sluice.it.names;

/// A name that the server told of, and how the server is asked for it.
public record Listed(String name, Handle handle, boolean isDirectory) {}
