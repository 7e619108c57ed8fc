package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HugePagesTest {
  private static final Pattern RANGE = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ");

  @Test
  void theMemoryOfTheSlabIsAskedForInHugePages() throws IOException {
    Path page = Path.of("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size");
    assumeThat(page).as("the kernel knows huge pages").exists();
    assumeThat(page).as("of 2 MiB").content().isEqualToIgnoringWhitespace("2097152");
    try (ArenaSlab slab = new ArenaSlab(64L << 20);
        Lease lease = Objects.requireNonNull(slab.tryLease(1000))) {
      long address = MemorySegment.ofBuffer(lease.buffer()).address();

      assertThat(address % (2 << 20)).isZero();
      assertThat(flags(address)).contains("hg");
    }
  }

  @Test
  void theMemoryIsGivenBackWithTheSlab() throws IOException {
    long address;
    try (ArenaSlab slab = new ArenaSlab(64L << 20);
        Lease lease = Objects.requireNonNull(slab.tryLease(1000))) {
      address = MemorySegment.ofBuffer(lease.buffer()).address();
    }

    assertThat(flags(address)).doesNotContain("hg");
  }

  /// What the kernel says of the mapping that has an address: VmFlags of proc_pid_smaps(5); nothing
  /// if there is none.
  private static List<String> flags(long address) throws IOException {
    Path maps = Path.of("/proc/self/smaps");
    assumeThat(maps).as("Linux").exists();
    List<String> lines = Files.readAllLines(maps);
    int at =
        IntStream.range(0, lines.size())
            .filter(i -> isOf(lines.get(i), address))
            .findFirst()
            .orElse(lines.size());
    return lines.subList(at, lines.size()).stream()
        .filter(line -> line.startsWith("VmFlags:"))
        .findFirst()
        .map(line -> List.of(line.split(" +", -1)))
        .orElse(List.of());
  }

  private static boolean isOf(String line, long address) {
    Matcher range = RANGE.matcher(line);
    return range.lookingAt()
        && Long.parseUnsignedLong(range.group(1), 16) <= address
        && address < Long.parseUnsignedLong(range.group(2), 16);
  }
}
