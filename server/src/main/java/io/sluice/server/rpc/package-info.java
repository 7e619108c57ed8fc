/// ONC RPC on sockets (RFC 5531, RFC 4506): record marking, XDR with bounds, dispatch, credits, the
/// duplicate-request cache. The only package that opens a socket, as server or as client.
@NullMarked
package io.sluice.server.rpc;

import org.jspecify.annotations.NullMarked;
