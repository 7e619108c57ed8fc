package io.sluice.it.fake.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// Bodies one after the other, as CompleteMultipartUpload joins parts.
public final class JoinedBody implements Body {
  /// Non-empty bodies by the offset where they begin. Not changed after construction.
  private final TreeMap<Long, Body> pieces = new TreeMap<>();

  private final long size;

  private JoinedBody(List<Body> bodies) {
    long at = 0;
    for (Body body : bodies) {
      if (body.size() > 0) {
        pieces.put(at, body);
        at += body.size();
      }
    }
    size = at;
  }

  /// The bytes of all `bodies` in order.
  public static Body of(List<Body> bodies) {
    return bodies.size() == 1 ? bodies.getFirst() : new JoinedBody(bodies);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ByteBuffer chunk(long offset, int max) {
    var piece = Objects.requireNonNull(pieces.floorEntry(Objects.checkIndex(offset, size)));
    return piece.getValue().chunk(offset - piece.getKey(), max);
  }

  @Override
  public Body slice(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, size);
    List<Body> cut = new ArrayList<>();
    long end = offset + length;
    for (var piece : pieces.headMap(end).entrySet()) {
      long from = Math.max(0, offset - piece.getKey());
      long to = Math.min(piece.getValue().size(), end - piece.getKey());
      if (from < to) {
        cut.add(piece.getValue().slice(from, to - from));
      }
    }
    return of(cut);
  }
}
