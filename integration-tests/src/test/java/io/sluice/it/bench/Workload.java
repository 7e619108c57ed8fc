package io.sluice.it.bench;

import java.nio.ByteBuffer;

/// One kind of call, asked again and again with a fixed number outstanding.
///
/// @param connections each of them with `depth` calls outstanding
/// @param requests `depth` whole records side by side, all of the same size
/// @param replyBytes of a whole reply record: every success has the same size
/// @param payloadBytes file bytes that a call moves; 0 for calls without
record Workload(
    String name,
    int depth,
    int connections,
    ByteBuffer requests,
    int replyBytes,
    int payloadBytes) {
  /// Bytes of one request record.
  int requestBytes() {
    return requests.capacity() / depth;
  }

  /// Which case of the table this is.
  String title() {
    return name + " d" + depth + (connections == 1 ? "" : " c" + connections);
  }

  /// The same calls on several connections.
  Workload on(int number) {
    return new Workload(name, depth, number, requests, replyBytes, payloadBytes);
  }

  /// Whether the payload goes to the client.
  boolean isRead() {
    return payloadBytes > 0 && replyBytes > payloadBytes;
  }
}
