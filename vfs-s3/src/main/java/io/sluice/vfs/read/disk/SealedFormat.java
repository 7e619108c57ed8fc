package io.sluice.vfs.read.disk;

import com.google.common.hash.HashFunction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypted: a nonce (12 bytes), then AES-256-GCM of the bytes with its tag (16), the checksum.
/// The identity is not in the file but in the key, so neither content nor names of objects can be
/// read from the disk, and a block is whole only for who asks for it.
///
/// Each block has a key of its own: nonces may be random for ever, since the same one twice would
/// meet the same bytes.
final class SealedFormat implements BlockFormat {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final HashFunction keys;
  private final SecureRandom random = new SecureRandom();

  /// What is on disk of one block, before it is encrypted or after; as long as the thread lives.
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(NONCE + BlockId.LARGEST + TAG);

  SealedFormat(CacheSecret secret) {
    this.keys = secret.blocks();
  }

  @Override
  public void write(FileChannel file, byte[] identity, ByteBuffer bytes) throws IOException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    sealed.clear().put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce, identity).doFinal(bytes, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not encrypt", e);
    }
    BlockFormat.writeAll(file, sealed.flip());
  }

  @Override
  public boolean read(FileChannel file, byte[] identity, ByteBuffer into) throws IOException {
    sealed.clear().limit(NONCE + into.remaining() + TAG);
    if (!BlockFormat.readAll(file, sealed)) {
      return false;
    }
    byte[] nonce = new byte[NONCE];
    sealed.flip().get(nonce);
    try {
      cipher(Cipher.DECRYPT_MODE, nonce, identity).doFinal(sealed, into);
      return true;
    } catch (AEADBadTagException damaged) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] identity) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec key = new SecretKeySpec(keys.hashBytes(identity).asBytes(), "AES");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    return cipher;
  }
}
