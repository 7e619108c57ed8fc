package io.sluice.it.fake.s3;

import io.sluice.it.fake.shape.Counters;
import io.sluice.it.fake.shape.Link;
import io.sluice.it.fake.shape.S3Operation;
import java.io.IOException;
import java.io.InputStream;

/// A request's payload on its way in: counted, and slowed to the bandwidth of the link.
final class PayloadInput extends InputStream {
  private final InputStream source;
  private final S3Operation operation;
  private final Counters counters;
  private final Link link;

  PayloadInput(InputStream source, S3Operation operation, Counters counters, Link link) {
    this.source = source;
    this.operation = operation;
    this.counters = counters;
    this.link = link;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = source.read(target, offset, Math.min(length, link.chunk()));
    if (count > 0) {
      counters.received(operation, count);
      link.pass(count);
    }
    return count;
  }
}
