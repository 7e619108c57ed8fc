package io.sluice.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SipHashTest {
  @Test
  void theVectorOfThePaperIsMet() {
    byte[] message = new byte[15];
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) i;
    }
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertThat(hash.putBytes(message).end()).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void anyValuesHashAsGuavaHashesThem() {
    Random random = new Random(24);
    for (int i = 0; i < 2_000; i++) {
      long k0 = random.nextLong();
      long k1 = random.nextLong();
      SipHash ours = new SipHash(k0, k1);
      Hasher theirs = Hashing.sipHash24(k0, k1).newHasher();
      for (int puts = random.nextInt(6); puts > 0; puts--) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        int small = random.nextInt();
        long large = random.nextLong();
        ours.putBytes(bytes).putInt(small).putBytes(bytes).putLong(large);
        theirs.putBytes(bytes).putInt(small).putBytes(bytes).putLong(large);
      }
      assertThat(ours.end()).isEqualTo(theirs.hash().asLong());
    }
  }
}
