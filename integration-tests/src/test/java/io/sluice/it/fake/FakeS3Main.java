package io.sluice.it.fake;

import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.store.Bucket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Runs a [FakeS3] as a process of its own, for the kernel client and for benchmarks: `FakeS3Main
/// ADDRESS PORT SCENARIO [s3-like] [held] [slow] [public] [open] [no-md5]`: of a `public` bucket
/// anybody may read, into an `open` one anybody may write. The bucket is `bucket`; one line on
/// standard output says that it is ready. Its [BackDoor] is at the next port.
public final class FakeS3Main {
  /// The bucket that scenarios fill.
  public static final String BUCKET = "bucket";

  private FakeS3Main() {}

  /// Runs until it is killed.
  public static void main(String[] arguments) throws InterruptedException, IOException {
    if (arguments.length < 3) {
      System.err.println(
          "usage: FakeS3Main ADDRESS PORT SCENARIO [s3-like] [held] [slow] [public] [open]"
              + " [no-md5]");
      System.err.println("scenarios: " + Arrays.toString(Scenario.values()));
      System.exit(2);
    }
    InetSocketAddress bind = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    List<String> words = List.of(arguments).subList(3, arguments.length);
    FakeS3 s3 = FakeS3.start(FakeS3Options.defaults().bind(bind).profile(profile(words)));
    Bucket bucket = s3.createBucket(BUCKET);
    bucket.setPublic(words.contains("public"));
    bucket.setOpen(words.contains("open"));
    bucket.setHashes(!words.contains("no-md5"));
    Scenario.named(arguments[2]).fill(s3, BUCKET);
    int port = bind.getPort() == 0 ? 0 : bind.getPort() + 1;
    InetSocketAddress door = new InetSocketAddress(bind.getAddress(), port);
    System.out.printf(
        "ready %s bucket=%s access-key=%s secret-key=%s back-door=%d%n",
        s3.endpoint(),
        BUCKET,
        s3.credentials().accessKey(),
        s3.credentials().secretKey(),
        BackDoor.open(s3, BUCKET, door).getPort());
    new CountDownLatch(1).await();
  }

  private static Profile profile(List<String> words) {
    if (words.contains("slow")) {
      return Profile.slow();
    }
    if (words.contains("held")) {
      return Profile.held();
    }
    return words.contains("s3-like") ? Profile.s3Like() : Profile.none();
  }
}
