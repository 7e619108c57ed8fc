package io.sluice.vfs.read.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class BlockIndexTest {
  private static final int LENGTH = 100_000;
  private static final long ROOM = BlockFiles.room(LENGTH);

  private static BlockName block(long number) {
    return new BlockName(number * 31, ~number, 0, LENGTH);
  }

  private static void read(BlockIndex index, LongStream numbers) {
    numbers.forEach(number -> {
      if (index.use(block(number)) == null) {
        index.add(block(number));
      }
    });
  }

  private static long present(BlockIndex index, LongStream numbers) {
    return numbers.filter(number -> index.has(block(number))).count();
  }

  @Test
  void whatIsUsedAgainOutlivesAScan() {
    BlockIndex index = new BlockIndex(1000 * ROOM, 1 << 20);
    read(index, LongStream.range(0, 800));
    read(index, LongStream.range(0, 800));

    read(index, LongStream.range(10_000, 60_000));

    assertThat(present(index, LongStream.range(0, 800))).isEqualTo(800);
    assertThat(index.bytes()).isLessThanOrEqualTo(1000 * ROOM);
  }

  @Test
  void whatIsNotUsedAnyMoreGivesWayInTheEnd() {
    BlockIndex index = new BlockIndex(1000 * ROOM, 1 << 20);
    read(index, LongStream.range(0, 800));
    read(index, LongStream.range(0, 800));

    for (int round = 0; round < 10; round++) {
      read(index, LongStream.range(10_000, 10_900));
    }

    assertThat(present(index, LongStream.range(10_000, 10_900))).isGreaterThan(850);
  }

  @Test
  void aBlockThatComesBackSoonIsKept() {
    BlockIndex index = new BlockIndex(100 * ROOM, 1 << 20);
    read(index, LongStream.range(0, 100)); // fills it
    read(index, LongStream.range(1000, 1100)); // pushes out all of those
    assertThat(index.has(block(0))).isFalse();
    index.add(block(0));

    read(index, LongStream.range(2000, 3000));

    assertThat(index.has(block(0))).isTrue();
  }

  @Test
  void theNumberOfBlocksIsBounded() {
    BlockIndex index = new BlockIndex(Long.MAX_VALUE, 500);
    read(index, LongStream.range(0, 5000));
    assertThat(index.blocks()).isEqualTo(500);
  }

  /// Against a plain set of names.
  @RepeatedTest(20)
  void randomStoriesEndAsInASet() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    BlockIndex index = new BlockIndex(40L << 20, 150);
    Set<BlockName> model = new HashSet<>();
    for (int step = 0; step < 5000; step++) {
      BlockName name = anyName(random);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          model.add(name);
          model.removeAll(index.add(name));
        }
        case 2 -> {
          model.remove(name);
          index.remove(name);
        }
        case 3 -> {
          int number = index.restore(name);
          assertThat(number == BlockSlots.NONE).isEqualTo(model.contains(name));
          model.add(name);
          model.removeAll(index.evict(0));
          index.goesLast(Math.max(0, number));
        }
        case 4 -> {
          BlockName found = index.use(name);
          if (found == null) {
            assertThat(model).as("seed %d", seed).noneMatch(each -> covers(each, name));
          } else {
            assertThat(model).contains(found);
            assertThat(covers(found, name)).isTrue();
            assertThat(model)
                .as("seed %d", seed)
                .noneMatch(each -> covers(each, name) && end(each) > end(found));
          }
        }
        default -> throw new AssertionError();
      }
      assertThat(index.blocks()).as("seed %d", seed).isEqualTo(model.size());
    }
    assertThat(model).as("seed %d", seed).allMatch(index::has);
    long bytes = model.stream().mapToLong(name -> BlockFiles.room(name.length())).sum();
    assertThat(index.bytes()).isEqualTo(bytes).isLessThanOrEqualTo(40L << 20);
    List<BlockName> rest = new ArrayList<>(index.evict(bytes));
    assertThat(rest).containsExactlyInAnyOrderElementsOf(model);
  }

  private static BlockName anyName(Random random) {
    long start = random.nextInt(40) * 250_000L;
    return new BlockName(0, random.nextInt(4), start, 1 + random.nextInt(4) * 250_000);
  }

  private static long end(BlockName block) {
    return block.start() + block.length();
  }

  private static boolean covers(BlockName block, BlockName wanted) {
    long from = wanted.start() - block.start();
    return block.high() == wanted.high()
        && block.low() == wanted.low()
        && from >= 0
        && from < block.length();
  }

  @Test
  void namesOfFilesAreReadAsTheyAreWritten() {
    Random random = new Random(1);
    IntStream.range(0, 1000)
        .forEach(_ -> {
          BlockName name =
              new BlockName(
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong() >>> (4 + random.nextInt(60)),
                  1 + random.nextInt(BlockId.LARGEST));
          Path path = name.in(Path.of("v1"));
          int folder = Integer.parseInt(path.getName(1).toString(), 16);
          assertThat(BlockName.parse(folder, path.getName(2).toString())).isEqualTo(name);
        });
    for (String other : List.of("", "what", "0-0", "0".repeat(30) + "-0-0")) {
      assertThat(BlockName.parse(0, other)).isNull();
    }
  }
}
