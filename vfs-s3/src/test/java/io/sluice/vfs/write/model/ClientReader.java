package io.sluice.vfs.write.model;

import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.Sessions;
import java.nio.ByteBuffer;

/// The READs of a client: bytes that are at hand are compared with what was written. Used by one
/// thread.
final class ClientReader {
  private final World world;
  private final PendingCalls calls;

  ClientReader(World world, PendingCalls calls) {
    this.world = world;
    this.calls = calls;
  }

  void read(ClientFile file, int offset, int length) {
    if (!file.isCreated) {
      return;
    }
    Sessions sessions = world.life().sessions();
    String what = "READ " + file.index + " " + offset + "+" + length;
    ByteBuffer into = ByteBuffer.allocate(length);
    boolean[] isAtHand = new boolean[1];
    calls.add(
        file,
        what,
        () -> {
          FileUnderWay look = sessions.look(file.id);
          if (look == null || look.isFailed()) {
            return;
          }
          isAtHand[0] = sessions.read(file.id, offset, into);
          if (isAtHand[0]) {
            synchronized (world) {
              world.requireRight("R3", file.wrong(offset, bytes(into)));
            }
          } else if (!look.isPublished()) {
            sessions.publishForReader(file.id);
          }
        });
  }

  private static byte[] bytes(ByteBuffer into) {
    byte[] bytes = new byte[into.position()];
    into.duplicate().flip().get(bytes);
    return bytes;
  }
}
