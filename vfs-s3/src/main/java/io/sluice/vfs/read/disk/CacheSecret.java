package io.sluice.vfs.read.disk;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/// The secret of an installation, from which come the keys of the blocks, the key of their names,
/// and a mark by which a cache under another secret is told. A class, since a secret is not shown.
public final class CacheSecret {
  /// Bytes of a secret.
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /// @param bytes [#LENGTH] of them, random
  public CacheSecret(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a secret of " + bytes.length + " bytes");
    }
    this.bytes = bytes.clone();
  }

  /// Gives each block its key for AES-256.
  HashFunction blocks() {
    return Hashing.hmacSha256(derived("blocks"));
  }

  /// Names of files tell nothing to those who guess keys of objects.
  HashFunction names() {
    return Hashing.hmacSha256(derived("names"));
  }

  /// Eight letters that tell nothing of the secret.
  String mark() {
    return Hashing.hmacSha256(bytes)
        .hashString("mark", StandardCharsets.US_ASCII)
        .toString()
        .substring(0, 8);
  }

  private byte[] derived(String purpose) {
    return Hashing.hmacSha256(bytes).hashString(purpose, StandardCharsets.US_ASCII).asBytes();
  }
}
