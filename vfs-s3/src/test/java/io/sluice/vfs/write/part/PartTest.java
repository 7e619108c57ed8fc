package io.sluice.vfs.write.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadedPart;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PartTest {
  private static final int MIB = 1 << 20;

  private final Slab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE);
  private final Part part = new Part(new PartSizes.Cell(1, 0, 2 * MIB));

  @AfterEach
  void everyLeaseCameBack() {
    part.release();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// Puts so many bytes more into it, and sends it.
  private void send(int from, int to) {
    PartBytes bytes = part.bytesOr(new PartBytes(slab));
    assertThat(bytes.reserve(from, to)).isZero();
    bytes.put(from, ByteBuffer.allocate(to - from));
    UploadBody body = part.send(to);
    part.sent(new UploadedPart(1, new ETag("\"" + to + "\""), body.size(), body.crc32c()));
  }

  /// Else the next process would look for a part that its upload never had, and take nothing up.
  @Test
  void c1_whatAnUploadHadThatIsGoneIsForgottenWithIt() {
    send(0, MIB);
    send(MIB, MIB + 1000);
    assertThat(part.grownFrom()).isNotNull();

    part.forgetDurable();

    assertThat(part.durable()).isNull();
    assertThat(part.grownFrom()).isNull();
  }

  @Test
  void w8_aPartThatIsCopiedSumsNothing() {
    Part copy = new Part(new PartSizes.Cell(1, 0, 2 * MIB));
    copy.copy();
    assertThat(copy.send(2 * MIB).size()).isZero();
  }
}
