package io.sluice.it.reading;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_IO;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_JUKEBOX;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import java.util.Set;

/// Reads objects from their beginning to their end while they are replaced, and looks at which
/// edition each READ belongs to. For one thread.
final class EditionReader {
  private static final int SIZE = 64 << 10;
  private static final int UNDER_WAY = 4;

  /// What a reader may be told in the middle of what cannot be had any more.
  private static final Set<NfsStat3> REFUSALS = Set.of(NFS3ERR_IO, NFS3ERR_STALE, NFS3ERR_JUKEBOX);

  private final Editions editions;
  private final ReadClient client;
  private final Runnable afterEachRead;
  private int whole;
  private int refused;
  private int refusedBelowEveryEnd;
  private int overtaken;
  private boolean isRefused;

  EditionReader(Editions editions, ReadClient client, Runnable afterEachRead) {
    this.editions = editions;
    this.client = client;
    this.afterEachRead = afterEachRead;
  }

  /// How many files were read to their end.
  int whole() {
    return whole;
  }

  /// How many ended in an error in the middle.
  int refused() {
    return refused;
  }

  /// How many READs ended in an error though neither the edition that was read nor a newer one ends
  /// there.
  int refusedBelowEveryEnd() {
    return refusedBelowEveryEnd;
  }

  /// How many files were replaced while they were read.
  int overtaken() {
    return overtaken;
  }

  /// Opens a file and reads all of it, or as much as comes without an error.
  void read(int number) {
    int oldest = editions.oldest(number);
    int settled = editions.settled(number);
    FileHandle handle = client.open(Editions.key(number)).handle();
    int edition = begin(number, handle, settled);
    if (edition < 0) {
      return;
    }
    if (edition < oldest) {
      throw new IllegalStateException(
          Editions.key(number) + " shows edition " + edition + " instead of " + oldest);
    }
    goOn(number, edition, handle);
    whole += isRefused ? 0 : 1;
    refused += isRefused ? 1 : 0;
    overtaken += editions.newest(number) > edition ? 1 : 0;
  }

  /// The edition that the first READ shows, -1 if it is to be tried again: who has seen nothing yet
  /// is refused only if the object is replaced meanwhile.
  private int begin(int number, FileHandle handle, int settled) {
    int[] seen = {-1};
    client.read(
        handle,
        0,
        SIZE,
        answer -> {
          if (answer.status() == NFS3_OK) {
            seen[0] = editions.of(number, 0, answer.data());
            require(seen[0] >= 0 && answer.data().hasRemaining(), number, 0, "no edition's bytes");
          } else {
            boolean isReplaced = editions.newest(number) > settled;
            boolean mayBe = isReplaced && REFUSALS.contains(answer.status());
            require(mayBe, number, 0, answer.status() + ", replaced meanwhile: " + isReplaced);
          }
        });
    client.await(0);
    afterEachRead.run();
    return seen[0];
  }

  /// The rest is of the same edition, and ends where that does.
  private void goOn(int number, int edition, FileHandle handle) {
    long size = editions.body(number, edition).size();
    isRefused = false;
    for (long at = SIZE; at < size && !isRefused; at += SIZE) {
      long offset = at;
      client.await(UNDER_WAY - 1);
      client.read(handle, offset, SIZE, answer -> check(number, edition, offset, size, answer));
    }
    client.await(0);
  }

  private void check(int number, int edition, long offset, long size, ReadClient.Answer answer) {
    afterEachRead.run();
    if (answer.status() != NFS3_OK) {
      require(REFUSALS.contains(answer.status()), number, offset, answer.status().toString());
      isRefused = true;
      refusedBelowEveryEnd += offset + SIZE < editions.shortest(number, edition) ? 1 : 0;
      return;
    }
    int wanted = (int) Math.min(SIZE, size - offset);
    String what = "of edition " + edition + " with " + size + " bytes: ";
    require(
        answer.data().remaining() == wanted,
        number,
        offset,
        what + answer.data().remaining() + " bytes, eof " + answer.eof());
    require(
        editions.has(number, edition, offset, answer.data()),
        number,
        offset,
        what + "bytes of " + editions.of(number, offset, answer.data()));
    require(answer.eof() == (offset + wanted == size), number, offset, what + "eof is wrong");
  }

  private static void require(boolean isTrue, int number, long offset, String otherwise) {
    if (!isTrue) {
      throw new IllegalStateException(
          "READ of " + Editions.key(number) + " at " + offset + ": " + otherwise);
    }
  }
}
