package io.sluice.it.reading;

import io.sluice.it.fake.store.Body;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import java.nio.ByteBuffer;

/// A file whose bytes are known: every READ of it is compared with them when it is answered.
public final class KnownFile {
  private final ReadClient client;
  private final FileHandle handle;
  private final Body body;

  /// The file that a client has opened.
  public KnownFile(ReadClient client, FileHandle handle, Body body) {
    this.client = client;
    this.handle = handle;
    this.body = body;
  }

  /// Opens it, and compares its size.
  public static KnownFile open(ReadClient client, String path, Body body) {
    ReadClient.Found found = client.open(path);
    if (found.size() != body.size()) {
      throw new IllegalStateException(path + " has " + found.size() + " bytes");
    }
    return new KnownFile(client, found.handle(), body);
  }

  /// The number of bytes.
  public long size() {
    return body.size();
  }

  /// Asks for so many bytes, and looks at them when they come.
  public void read(long offset, int count, Runnable then) {
    client.read(
        handle,
        offset,
        count,
        answer -> {
          check(offset, count, answer);
          then.run();
        });
  }

  /// Asks when fewer than so many calls of the client are under way.
  public void ask(long offset, int count, int underWay) {
    awaitFewerThan(underWay);
    read(offset, count, () -> {});
  }

  /// Waits until fewer than so many calls of the client are under way.
  void awaitFewerThan(int underWay) {
    client.await(underWay - 1);
  }

  /// Waits for all that was asked.
  public void awaitAll() {
    client.await(0);
  }

  /// Hangs up, whatever is under way.
  void leave() {
    client.close();
  }

  /// A range by READs of that size, from its beginning to its end.
  ///
  /// @param underWay how many at once
  public void read(long from, long to, int size, int underWay) {
    for (long at = from; at < to; at += size) {
      ask(at, (int) Math.min(size, to - at), underWay);
    }
    awaitAll();
  }

  private void check(long offset, int count, ReadClient.Answer answer) {
    String what = "READ of " + count + " bytes at " + offset;
    if (answer.status() != NfsStat3.NFS3_OK) {
      throw new IllegalStateException(what + ": " + answer.status());
    }
    int wanted = Math.clamp(body.size() - offset, 0, count);
    int came = answer.data().remaining();
    if (came != wanted || answer.eof() != (offset + came >= body.size())) {
      throw new IllegalStateException(what + ": " + came + " bytes, eof " + answer.eof());
    }
    long wrong = mismatch(body, offset, answer.data());
    if (wrong >= 0) {
      throw new IllegalStateException(what + ": a wrong byte at " + wrong);
    }
  }

  /// Where in the file the first byte lies that is another than the body's, -1 if none is. The body
  /// must go that far.
  public static long mismatch(Body body, long offset, ByteBuffer data) {
    ByteBuffer left = data.duplicate();
    while (left.hasRemaining()) {
      long at = offset + left.position() - data.position();
      ByteBuffer right = body.chunk(at, left.remaining());
      int same = left.slice(left.position(), right.remaining()).mismatch(right);
      if (same >= 0) {
        return at + same;
      }
      left.position(left.position() + right.remaining());
    }
    return -1;
  }
}
