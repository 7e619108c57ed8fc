/// ONC RPC on sockets (RFC 5531, RFC 4506): record marking, XDR with bounds, dispatch, credits, the
/// duplicate-request cache. The only package of the server that opens a socket, for clients and as
/// one.
@NullMarked
package io.sluice.server.rpc;

import org.jspecify.annotations.NullMarked;
