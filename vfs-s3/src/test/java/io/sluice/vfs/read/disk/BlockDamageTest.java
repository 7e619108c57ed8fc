package io.sluice.vfs.read.disk;

import static io.sluice.vfs.read.disk.CacheOnDisk.MIB;
import static io.sluice.vfs.read.disk.CacheOnDisk.block;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Blocks that are not as they were written are misses, in the clear and encrypted.
@DisplayName("R5 damage is a miss")
final class BlockDamageTest {
  private static final List<BlockId> IDS =
      IntStream.range(0, 300).mapToObj(i -> block("key/" + i % 11, i)).toList();

  private static final long SEED = new Random().nextLong();

  @TempDir Path directory;

  private final Random random = new Random(SEED);

  /// One way to harm a file.
  interface Harm {
    void to(Path file) throws IOException;
  }

  static Stream<@Nullable CacheSecret> secrets() {
    return Stream.of(null, CacheOnDisk.secret(1));
  }

  private CacheOnDisk open(@Nullable CacheSecret secret) throws IOException {
    return new CacheOnDisk(directory, 100 * MIB, secret);
  }

  private Path file(BlockId id, @Nullable CacheSecret secret) {
    return new BlockNames(secret).of(id).in(directory.resolve(BlockFiles.layout(secret)));
  }

  /// Harms a hundred of three hundred, before a restart or while the server runs.
  private void harmAHundred(@Nullable CacheSecret secret, boolean isWhileOpen, Harm harm)
      throws IOException {
    CacheOnDisk disk = open(secret).put(IDS);
    if (!isWhileOpen) {
      disk.close();
    }
    for (BlockId id : IDS.subList(0, 100)) {
      harm.to(file(id, secret));
    }
    try (CacheOnDisk after = isWhileOpen ? disk : open(secret)) {
      assertThat(IDS.subList(0, 100)).as("seed %d", SEED).noneMatch(after::has);
      assertThat(IDS.subList(100, 300)).allMatch(after::has);
      assertThat(after.files()).hasSize(200);
      assertThat(after.cache().statistics().blocks()).isEqualTo(200);
      assertThat(after.put(IDS.subList(0, 100)).files()).hasSize(300);
      assertThat(IDS).allMatch(after::has);
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aFlippedBit(@Nullable CacheSecret secret) throws IOException {
    for (boolean isWhileOpen : new boolean[] {true, false}) {
      harmAHundred(
          secret,
          isWhileOpen,
          file -> {
            byte[] bytes = Files.readAllBytes(file);
            int bit = random.nextInt(8 * bytes.length);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aFlippedBitOfWhatIsBeforeTheBytes(@Nullable CacheSecret secret) throws IOException {
    harmAHundred(
        secret,
        true,
        file -> {
          byte[] bytes = Files.readAllBytes(file);
          bytes[random.nextInt(12)] ^= (byte) (1 << random.nextInt(8));
          Files.write(file, bytes);
        });
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void anEndThatIsMissing(@Nullable CacheSecret secret) throws IOException {
    for (boolean isWhileOpen : new boolean[] {true, false}) {
      harmAHundred(
          secret,
          isWhileOpen,
          file -> {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
          });
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void bytesTooMany(@Nullable CacheSecret secret) throws IOException {
    harmAHundred(
        secret,
        true,
        file -> {
          byte[] bytes = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5000)));
        });
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aFileThatIsGone(@Nullable CacheSecret secret) throws IOException {
    for (boolean isWhileOpen : new boolean[] {true, false}) {
      harmAHundred(secret, isWhileOpen, Files::delete);
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void anotherBlockUnderItsName(@Nullable CacheSecret secret) throws IOException {
    Path other = directory.resolveSibling("other");
    harmAHundred(
        secret,
        true,
        file -> {
          Files.copy(file(IDS.get(250), secret), other, StandardCopyOption.REPLACE_EXISTING);
          Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        });
  }
}
