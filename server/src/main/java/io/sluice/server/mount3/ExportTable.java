package io.sluice.server.mount3;

import java.util.List;

/// What can be mounted.
public interface ExportTable {
  /// The paths of the exports, such as `/bucket`, in the order in which they are shown.
  List<String> exports();

  /// The directory of this path: an export, or one below it. May ask the store.
  ///
  /// @param path begins with `/`, has no empty components and no `/` at its end
  MountOutcome mount(String path);

  /// No client that said so has this path mounted any more.
  void unmounted(String path);
}
