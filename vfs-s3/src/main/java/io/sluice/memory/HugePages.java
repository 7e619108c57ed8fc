package io.sluice.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Memory from the kernel in pages of 2 MiB, where it has such: the first touch of one costs one
/// fault and not 512, and whoever walks through it later needs fewer translations of addresses
/// (madvise(2), MADV_HUGEPAGE). On Linux; elsewhere, and where the kernel refuses, there is none to
/// be had.
final class HugePages {
  private static final Logger log = LoggerFactory.getLogger(HugePages.class);

  /// Of x86-64, and of 64-bit ARM with pages of 4 KiB. With larger pages they have 32 or 512 MiB,
  /// which is too much for a few bytes that are touched.
  private static final long PAGE = 2 << 20;

  private static final Path PAGE_OF_KERNEL =
      Path.of("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size");

  // From <sys/mman.h>.
  private static final int READ_AND_WRITE = 0x1 | 0x2;
  private static final int PRIVATE = 0x2;
  private static final int ANONYMOUS = 0x20;
  private static final int NO_RESERVE = 0x4000;
  private static final int ADVICE_HUGEPAGE = 14;

  private static final int NO_FILE = -1;
  private static final long FAILED = -1;

  private HugePages() {}

  /// Zeros that take no memory before they are touched.
  ///
  /// @param size bytes
  /// @param arena gives them back when it is closed
  /// @param system as `os.name` says it
  /// @return null: none are to be had
  static @Nullable MemorySegment map(long size, Arena arena, String system) {
    if (!system.equals("Linux")) {
      return null;
    }
    try {
      return pageOfKernel() == PAGE ? new Calls().map(size, arena) : null;
    } catch (Throwable e) { // whatever a foreign call is refused for, there is other memory
      log.debug("no huge pages: {}", e.toString());
      return null;
    }
  }

  private static long pageOfKernel() throws IOException {
    return Files.exists(PAGE_OF_KERNEL)
        ? Long.parseLong(Files.readString(PAGE_OF_KERNEL).strip())
        : 0;
  }

  // Three calls of the C library, on memory that nobody else has.
  @SuppressWarnings("restricted")
  private static final class Calls {
    private final MethodHandle mmap =
        function("mmap", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private final MethodHandle madvise =
        function("madvise", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private final MethodHandle munmap = function("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... args) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, args));
    }

    /// Larger by a page, so that it begins at one; what is not touched of that costs nothing.
    @Nullable MemorySegment map(long size, Arena arena) throws Throwable {
      long length = size + PAGE;
      long at =
          (long)
              mmap.invokeExact(
                  0L, length, READ_AND_WRITE, PRIVATE | ANONYMOUS | NO_RESERVE, NO_FILE, 0L);
      if (at == FAILED) {
        return null;
      }
      long aligned = (at + PAGE - 1) & -PAGE;
      int advised = (int) madvise.invokeExact(aligned, size, ADVICE_HUGEPAGE);
      log.debug("{} bytes in {} pages", size, advised == 0 ? "huge" : "small");
      return MemorySegment.ofAddress(aligned).reinterpret(size, arena, _ -> unmap(at, length));
    }

    private void unmap(long at, long length) {
      try {
        int _ = (int) munmap.invokeExact(at, length);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
