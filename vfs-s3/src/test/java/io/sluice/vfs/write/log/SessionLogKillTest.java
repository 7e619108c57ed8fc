package io.sluice.vfs.write.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionLogKillTest {
  private static final int THREADS = 8;

  /// Each writer has some ids of its own, and puts rising numbers under them.
  private static final int IDS = 50;

  @TempDir private Path folder;

  /// The process that is killed: puts, and prints what returned.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      SessionLog log = SessionLog.open(Path.of(arguments[0]), InstantSource.system());
      PrintStream returned = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < THREADS; i++) {
          long writer = i + 1L;
          threads.execute(() -> putForEver(log, returned, writer));
        }
      }
    }

    private static void putForEver(SessionLog log, PrintStream returned, long writer) {
      for (long number = 0; ; number++) {
        long id = writer * 1000 + number % IDS;
        log.put(new FileId(id), SampleRecords.open(number));
        returned.println(id + " " + number);
      }
    }
  }

  @Test
  void c1_everyPutThatReturnedIsThereAfterKill9() throws Exception {
    for (int lines : new int[] {1, 2_000, 30_000}) {
      Path file = folder.resolve("killed-after-" + lines);
      Map<Long, Long> returned = runAndKill(file, lines);
      try (SessionLog left = SessionLog.open(file, InstantSource.system())) {
        returned.forEach(
            (id, number) -> assertThat(numberOf(left, id)).isGreaterThanOrEqualTo(number));
      }
    }
  }

  /// Runs the writer until it printed so many lines, kills it, and returns the last number that
  /// returned of each id.
  private static Map<Long, Long> runAndKill(Path file, int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<Long, Long> returned = new HashMap<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", -1);
        // the last line may be torn
        if (words.length == 2 && !words[1].isEmpty() && words[0].length() == 4) {
          returned.put(Long.valueOf(words[0]), Long.valueOf(words[1]));
        }
        if (++seen == lines) {
          // not by Process, which would close the output, unread lines and all
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(seen).as("lines before it was killed").isGreaterThanOrEqualTo(lines);
    }
    process.waitFor();
    return returned;
  }

  private static long numberOf(SessionLog log, long id) {
    SessionRecord record =
        Objects.requireNonNull(log.find(new FileId(id)), () -> "no record of " + id);
    return Long.parseLong(record.key().replaceAll(".*-", ""));
  }
}
