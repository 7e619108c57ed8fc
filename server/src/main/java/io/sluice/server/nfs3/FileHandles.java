package io.sluice.server.nfs3;

import io.sluice.vfs.FileId;
import io.sluice.vfs.SipHash;
import java.nio.ByteBuffer;

/// Makes handles and tells its own from all others by a keyed hash (SipHash-2-4), so that nobody
/// can name a file that this server did not show. Handles outlive the server only with its key.
public final class FileHandles {
  /// Bytes of the key.
  public static final int KEY_SIZE = 16;

  private static final int VERSION = 1;

  private final long key0;
  private final long key1;

  /// Handles under a secret key of 16 bytes.
  public FileHandles(byte[] key) {
    if (key.length != KEY_SIZE) {
      throw new IllegalArgumentException("a key has 16 bytes, not " + key.length);
    }
    ByteBuffer halves = ByteBuffer.wrap(key);
    key0 = halves.getLong();
    key1 = halves.getLong();
  }

  /// The handle of a file; always the same one.
  public FileHandle of(int export, FileId file) {
    return new FileHandle(VERSION, export, file.value(), code(VERSION, export, file.value()));
  }

  /// Whether the handle was made with this key and not altered since (X2).
  public boolean isOurs(FileHandle handle) {
    return handle.version() == VERSION
        && handle.code() == code(handle.version(), handle.export(), handle.fileid());
  }

  private long code(int version, int export, long fileid) {
    return new SipHash(key0, key1).putInt(version).putInt(export).putLong(fileid).end();
  }
}
