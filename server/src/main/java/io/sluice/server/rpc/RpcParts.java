package io.sluice.server.rpc;

import io.sluice.memory.Slab;

/// What all connections of a server share.
record RpcParts(
    Slab slab,
    UnfinishedRecords unfinished,
    Dispatcher dispatcher,
    ReplyCache cache,
    RpcObserver observer,
    News news) {}
