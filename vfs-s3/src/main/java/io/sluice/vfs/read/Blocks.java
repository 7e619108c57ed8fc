package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.BlockCache;
import org.jspecify.annotations.Nullable;

/// Where blocks are kept, for all exports of a server.
///
/// @param memory they all come through
/// @param disk what outlives them there; null if that is not wanted
public record Blocks(BlockMemory memory, @Nullable BlockCache disk) {}
