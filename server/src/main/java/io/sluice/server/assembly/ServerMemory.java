package io.sluice.server.assembly;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.memory.TableBudget;
import io.sluice.vfs.read.BlockMemory;

/// The memory of a server, which is one budget: `--memory-target`.
///
/// @param target bytes of all of it
/// @param tables what names and listings may take of the heap
/// @param records for records of calls, and replies that are copied
/// @param files for the bytes of files, read and written
/// @param blocks what was read, in the memory for files
record ServerMemory(long target, TableBudget tables, Slab records, Slab files, BlockMemory blocks) {

  /// Maps it; it is given back with the other belongings.
  static ServerMemory open(long target, Belongings belongings) {
    TableBudget tables = TableBudget.of(target);
    MemoryShares shares = MemoryShares.of(target, tables);
    Slab records = belongings.add(new ArenaSlab(shares.records()));
    Slab files = belongings.add(new ArenaSlab(shares.files()));
    BlockMemory blocks = belongings.add(new BlockMemory(files, System::nanoTime));
    return new ServerMemory(target, tables, records, files, blocks);
  }

  /// Bytes of slabs that calls and files under way hold, apart from what was read.
  long leased() {
    return records.leased() + files.leased() - blocks.bytes();
  }

  /// Bytes of both slabs.
  long budget() {
    return records.budget() + files.budget();
  }
}
