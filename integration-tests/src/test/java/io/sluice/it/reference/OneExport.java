package io.sluice.it.reference;

import io.sluice.server.mount3.ExportTable;
import io.sluice.server.mount3.MountOutcome;
import io.sluice.server.nfs3.FileHandle;
import java.util.List;

/// A server's only export.
///
/// @param path that is mounted
/// @param root of its files
public record OneExport(String path, FileHandle root) implements ExportTable {
  @Override
  public List<String> exports() {
    return List.of(path);
  }

  @Override
  public MountOutcome mount(String mounted) {
    return mounted.equals(path)
        ? new MountOutcome.Mounted(root.bytes())
        : new MountOutcome.NoEntry();
  }

  @Override
  public void unmounted(String unmounted) {
    // nobody asks which mounts there are
  }
}
