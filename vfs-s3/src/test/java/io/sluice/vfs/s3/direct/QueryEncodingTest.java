package io.sluice.vfs.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

class QueryEncodingTest {
  @Test
  void encodesAllButWhatIsUnreserved() {
    assertThat(QueryEncoding.of("aZ09-._~")).isEqualTo("aZ09-._~");
    assertThat(QueryEncoding.of("a b+c*/=&%é\u20ac"))
        .isEqualTo("a%20b%2Bc%2A%2F%3D%26%25%C3%A9%E2%82%AC");
    assertThat(QueryEncoding.of("")).isEmpty();
  }

  @Test
  void encodesAsTheSdkDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        int bound = random.nextBoolean() ? 0x80 : 0x1_F900;
        int next = random.nextInt(bound);
        text.appendCodePoint(Character.isSurrogate((char) next) && next < 0x1_0000 ? '~' : next);
      }
      assertThat(QueryEncoding.of(text.toString()))
          .isEqualTo(SdkHttpUtils.urlEncode(text.toString()));
    }
  }
}
