package io.sluice.it.model;

import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import java.util.Optional;

/// Whether semantics.md allows what became of a change that this client asked for: N6 to N8 and D1.
/// The file system may decide by what it remembers, within the TTL.
final class ChangeRules {
  private final World world;
  private final Judge judge;
  private final Setting setting;

  ChangeRules(World world, Judge judge, Setting setting) {
    this.world = world;
    this.judge = judge;
    this.setting = setting;
  }

  /// A directory was made.
  void made(String path, long now) {
    require(couldBeMissing(path, now), "N6", "EXISTS for " + Printer.path(path), "a new directory");
  }

  void notMade(String path, VfsError error, long now) {
    boolean isAllowed =
        switch (error) {
          case READ_ONLY -> true;
          case EXISTS -> couldBeDirectory(path, now) || couldHaveObject(path, now);
          case STALE, NOT_FOUND -> couldBeGone(Names.parent(path), now);
          default -> false;
        };
    require(isAllowed, "N6", "a new directory " + Printer.path(path), error.toString());
  }

  /// A file or an empty directory was removed.
  void removed(String path, FileType type, long now) {
    boolean isAllowed =
        type == FileType.DIRECTORY
            ? couldBeDirectory(path, now) && couldBeEmpty(path, now)
            : couldHaveObject(path, now) && couldBeGone(path, now);
    require(isAllowed, promise(type), "a refusal for " + Printer.path(path), "success");
  }

  void notRemoved(String path, FileType type, VfsError error, long now) {
    boolean isAllowed =
        switch (error) {
          case READ_ONLY -> true;
          // a marker, or hidden keys, that may not be deleted
          case NOT_PERMITTED -> type == FileType.DIRECTORY && world.hasKeysBelow(path);
          case NOT_FOUND, STALE -> couldBeMissing(path, now);
          case IS_DIRECTORY -> type == FileType.REGULAR && couldBeDirectory(path, now);
          case NOT_DIRECTORY -> type == FileType.DIRECTORY && couldHaveObject(path, now);
          case NOT_EMPTY -> type == FileType.DIRECTORY && couldHoldNames(path, now);
          default -> false;
        };
    require(isAllowed, promise(type), "no " + Printer.path(path) + " any more", error.toString());
  }

  private static String promise(FileType type) {
    return type == FileType.DIRECTORY ? "N8" : "D1";
  }

  private static void require(boolean isAllowed, String promise, String expected, String came) {
    if (!isAllowed) {
      throw new Disagreement(promise, expected, came);
    }
  }

  private Window window(long now) {
    return Window.of(setting.longer(), now, now);
  }

  private boolean couldBeMissing(String path, long now) {
    return world.file(path).wasEver(window(now), Optional::isEmpty) && couldBeGone(path, now);
  }

  private boolean couldBeGone(String directory, long now) {
    return world.directory(directory).wasEver(window(now), Presence::canBeAbsent);
  }

  private boolean couldBeDirectory(String path, long now) {
    return world.directory(path).wasEver(window(now), Presence::canBeThere);
  }

  private boolean couldHaveObject(String path, long now) {
    return world.file(path).wasEver(window(now), Optional::isPresent);
  }

  private boolean couldBeEmpty(String directory, long now) {
    return world.children(directory).stream()
        .allMatch(name -> judge.mustBeShown(Names.child(directory, name), window(now)).isEmpty());
  }

  /// Hidden keys count: with them in it, a directory cannot go.
  private boolean couldHoldNames(String directory, long now) {
    return world.hasKeysBelow(directory)
        || world.children(directory).stream()
            .map(name -> Names.child(directory, name))
            .anyMatch(path -> couldHaveObject(path, now) || couldBeDirectory(path, now));
  }
}
