package io.sluice.it.reading;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// The files of a cache on disk, and what may become of them.
final class CacheFiles {
  private final Random random;

  /// All of them, in random order; those at the front have not been damaged yet.
  private final List<Path> whole;

  CacheFiles(Path directory, long seed) throws IOException {
    random = new Random(seed);
    try (Stream<Path> files = Files.walk(directory.resolve("v1"))) {
      whole = new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
    Collections.shuffle(whole, random);
  }

  int count() {
    return whole.size();
  }

  /// Another bit in each of so many.
  void flip(int count) throws IOException {
    for (Path file : take(count)) {
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        long at = random.nextLong(channel.size());
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, at);
        one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
        channel.write(one.flip(), at);
      }
    }
  }

  /// So many lose their ends, or all of their bytes.
  void truncate(int count) throws IOException {
    for (Path file : take(count)) {
      try (FileChannel channel = FileChannel.open(file, WRITE)) {
        channel.truncate(random.nextLong(channel.size()));
      }
    }
  }

  void delete(int count) throws IOException {
    for (Path file : take(count)) {
      Files.delete(file);
    }
  }

  private List<Path> take(int count) {
    List<Path> first = whole.subList(0, count);
    List<Path> taken = List.copyOf(first);
    first.clear();
    return taken;
  }
}
