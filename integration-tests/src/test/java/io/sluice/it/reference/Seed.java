package io.sluice.it.reference;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VirtualFileSystem;
import java.nio.ByteBuffer;

/// Puts files into a file system that can be written to.
public final class Seed {
  private Seed() {}

  /// Writes a file, making the directories above it.
  ///
  /// @param path names with `/` between them, none at the start
  public static FileId file(VirtualFileSystem fileSystem, String path, byte[] content) {
    int end = path.lastIndexOf('/');
    FileId directory = end < 0 ? fileSystem.root() : directory(fileSystem, path.substring(0, end));
    FileId file =
        fileSystem
            .create(
                directory,
                FileName.of(path.substring(end + 1)),
                new CreateMode.Unchecked(AttributeChanges.NONE))
            .attributes()
            .id();
    if (content.length > 0) {
      fileSystem.write(file, 0, ByteBuffer.wrap(content), Durability.FILE);
    }
    return file;
  }

  /// The directory of this path, made if it is not there.
  public static FileId directory(VirtualFileSystem fileSystem, String path) {
    FileId directory = fileSystem.root();
    for (String component : path.split("/", -1)) {
      FileName name = FileName.of(component);
      directory =
          switch (fileSystem.lookup(directory, name)) {
            case LookupOutcome.Found(FileAttributes found) -> found.id();
            case LookupOutcome.Missing() ->
                fileSystem.makeDirectory(directory, name, AttributeChanges.NONE).attributes().id();
          };
    }
    return directory;
  }
}
