package io.sluice.server.client;

import java.time.Instant;

/// A file or directory of the server.
///
/// @param name its last name, not escaped; `/` for an export itself
/// @param type what it is
/// @param mode the permission bits, 07777 at most
/// @param links names that it has
/// @param uid as unsigned 32 bits
/// @param gid as unsigned 32 bits
/// @param size in bytes
/// @param modified when its content changed last
public record RemoteFile(
    String name, Type type, int mode, long links, long uid, long gid, long size, Instant modified) {
  /// `ftype3` (RFC 1813 section 2.6); the letter is that of `ls -l`.
  public enum Type {
    REGULAR('-'),
    DIRECTORY('d'),
    BLOCK_DEVICE('b'),
    CHARACTER_DEVICE('c'),
    SYMBOLIC_LINK('l'),
    SOCKET('s'),
    FIFO('p');

    private final char letter;

    Type(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }

  /// Whether it can be listed.
  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  RemoteFile named(String otherName) {
    return new RemoteFile(otherName, type, mode, links, uid, gid, size, modified);
  }
}
