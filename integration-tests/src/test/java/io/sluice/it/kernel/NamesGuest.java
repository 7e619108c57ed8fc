package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One boot for the tests of names: a guest takes long, and what they look at does not disturb the
/// others.
final class NamesGuest {
  /// Walks, and a few seconds for each thing that another client does.
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static @Nullable GuestResult result;

  private NamesGuest() {}

  /// What the guest found; boots it when it is asked for the first time.
  static synchronized GuestResult result() throws IOException, InterruptedException {
    if (result == null) {
      result = boot();
    }
    return result;
  }

  private static GuestResult boot() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("NAMES")) {
      var printed = bucket.client().folder().resolve("sluice.out");
      var script =
          GuestScript.named("names.sh")
              .limit(LIMIT)
              .with("SLUICE_OUT", GuestScript.HOST_ROOT + printed);
      var found = bucket.client().guest(script);
      var figures = bucket.client().out().resolve("figures");
      System.out.print(Files.exists(figures) ? Files.readString(figures) : "no figures\n");
      return found;
    }
  }
}
