package io.sluice.it.wire;

import io.sluice.server.mount3.ExportTable;
import io.sluice.server.mount3.MountOutcome;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VirtualFileSystem;
import java.util.List;

/// The export `/bucket`, and two paths that cannot be mounted: one may not, one does not answer.
record WireExports(FileHandles handles, VirtualFileSystem fileSystem) implements ExportTable {
  private static final String BUCKET = "/bucket";

  @Override
  public List<String> exports() {
    return List.of(BUCKET);
  }

  @Override
  public MountOutcome mount(String path) {
    return switch (path) {
      case BUCKET -> mounted(fileSystem.root());
      case "/private" -> new MountOutcome.Refused();
      case "/down" -> new MountOutcome.Failed();
      default ->
          path.startsWith(BUCKET + "/")
              ? below(path.substring(BUCKET.length() + 1))
              : new MountOutcome.NoEntry();
    };
  }

  @Override
  public void unmounted(String path) {}

  private MountOutcome below(String path) {
    FileId directory = fileSystem.root();
    for (String name : path.split("/", -1)) {
      switch (fileSystem.lookup(directory, FileName.of(name))) {
        case LookupOutcome.Missing() -> {
          return new MountOutcome.NoEntry();
        }
        case LookupOutcome.Found(FileAttributes found) -> {
          if (!found.isDirectory()) {
            return new MountOutcome.NotDirectory();
          }
          directory = found.id();
        }
      }
    }
    return mounted(directory);
  }

  private MountOutcome mounted(FileId directory) {
    return new MountOutcome.Mounted(handles.of(WireServer.EXPORT, directory).bytes());
  }
}
