package io.sluice.it.model;

import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether semantics.md allows an answer. What it says of a name may be of any moment within the
/// TTL (A4), but not older than the client's own last change of that name (A5).
///
/// The object of a name and the directory of that name are two facts, learnt by two requests: each
/// of them may be of a moment of its own. So a file may show if its object was there at one moment
/// and nothing was below it at another.
final class Judge {
  private final World world;
  private final Setting setting;
  private final Versions versions = new Versions();

  Judge(World world, Setting setting) {
    this.world = world;
    this.setting = setting;
  }

  /// LOOKUP told that a name is there.
  void found(String path, FileAttributes attributes, long now) {
    Window positive = positive(now, now);
    if (attributes.isDirectory()) {
      directoryShows(path, positive, attributes);
    } else {
      notShadowed(path, negative(now));
      fileShows(path, positive, attributes);
    }
  }

  /// LOOKUP told that there is no such name.
  void missing(String path, long now) {
    Window window = negative(now);
    require(world.file(path), window, Optional::isEmpty, path, "no such name");
    require(world.directory(path), window, Presence::canBeAbsent, path, "no such name");
  }

  /// The attributes behind a handle. A file may be behind a directory of its name by now: the
  /// handle stands for the object.
  void attributes(String path, FileType type, FileAttributes attributes, long now) {
    if (attributes.type() != type) {
      throw new Disagreement("A3", "a handle that stays a " + type, attributes.type().toString());
    }
    Window window = positive(now, now);
    if (type == FileType.DIRECTORY) {
      directoryShows(path, window, attributes);
    } else {
      fileShows(path, window, attributes);
    }
  }

  /// Nothing is behind a handle any more.
  void stale(String path, FileType type, long now) {
    Window window = Window.of(setting.longer(), now, now);
    if (type == FileType.DIRECTORY) {
      require(world.directory(path), window, Presence::canBeAbsent, path, "a stale handle");
    } else if (!world.directory(path).wasEver(window, Presence::canBeThere)) {
      require(world.file(path), window, Optional::isEmpty, path, "a stale handle");
    }
  }

  /// A page of a listing showed a name.
  void listed(String path, FileType type, @Nullable FileAttributes attributes, long now) {
    Window window = positive(now, now);
    if (type == FileType.DIRECTORY) {
      directoryShows(path, window, attributes);
    } else {
      notShadowed(path, window);
      fileShows(path, window, attributes);
    }
  }

  /// A listing showed these names and no others. What was there all the time from its begin on must
  /// be among them (N5).
  void complete(String directory, Set<Identities.Name> shown, long begin, long now) {
    lacking(directory, shown, begin, now)
        .ifPresent(name -> {
          throw new Disagreement("N5", name + ", there all the time", "no such entry");
        });
  }

  /// A name that must be in every listing of this directory and is not among these.
  Optional<Identities.Name> lacking(
      String directory, Set<Identities.Name> shown, long begin, long now) {
    Window window = positive(begin, now);
    return world.children(directory).stream()
        .map(name -> Names.child(directory, name))
        .flatMap(
            path -> mustBeShown(path, window).map(type -> new Identities.Name(path, type)).stream())
        .filter(name -> !shown.contains(name))
        .findFirst();
  }

  /// As what a name must be in every listing of this window; empty if as nothing, or if that
  /// changed.
  Optional<FileType> mustBeShown(String path, Window window) {
    if (world.directory(path).wasAlways(window, there -> there == Presence.THERE)) {
      return Optional.of(FileType.DIRECTORY);
    }
    boolean isFile =
        world.file(path).wasAlways(window, Optional::isPresent)
            && world.directory(path).wasAlways(window, there -> there == Presence.ABSENT);
    return isFile ? Optional.of(FileType.REGULAR) : Optional.empty();
  }

  /// Whether a name could have been in a listing of now.
  boolean couldBeListed(Identities.Name name, long now) {
    Window window = positive(now, now);
    return name.type() == FileType.DIRECTORY
        ? world.directory(name.path()).wasEver(window, Presence::canBeThere)
        : world.file(name.path()).wasEver(window, Optional::isPresent)
            && world.directory(name.path()).wasEver(window, Presence::canBeAbsent);
  }

  /// Whether a listing of now must show a name.
  boolean mustBeListed(String path, long now) {
    return mustBeShown(path, positive(now, now)).isPresent();
  }

  /// Whether a name could be said to be absent now.
  boolean couldBeMissing(String path, long now) {
    Window window = negative(now);
    return world.file(path).wasEver(window, Optional::isEmpty)
        && world.directory(path).wasEver(window, Presence::canBeAbsent);
  }

  private void directoryShows(String path, Window window, @Nullable FileAttributes attributes) {
    String came = attributes == null ? "a directory" : print(attributes);
    require(world.directory(path), window, Presence::canBeThere, path, came);
  }

  private void notShadowed(String path, Window window) {
    if (!world.directory(path).wasEver(window, Presence::canBeAbsent)) {
      throw new Disagreement("N4", "the directory " + Printer.path(path), "the file behind it");
    }
  }

  private void fileShows(String path, Window window, @Nullable FileAttributes attributes) {
    String came = attributes == null ? "a file" : print(attributes);
    require(
        world.file(path),
        window,
        file ->
            file.isPresent() && (attributes == null || Versions.matches(file.get(), attributes)),
        path,
        came);
    if (attributes != null) {
      versions.met(
          path,
          world.file(path).during(window).stream().flatMap(Optional::stream).toList(),
          attributes);
    }
  }

  private static <T> void require(
      Timeline<T> timeline, Window window, Predicate<T> allowed, String path, String came) {
    if (!timeline.wasEver(window, allowed)) {
      boolean isOwnFault = timeline.duringWhoeverChanged(window).stream().anyMatch(allowed);
      String expected =
          timeline.during(window).stream().map(Judge::print).collect(Collectors.joining(" or "));
      throw new Disagreement(
          isOwnFault ? "A5" : "A4", expected + " at " + Printer.path(path), came);
    }
  }

  private static String print(Object state) {
    return switch (state) {
      case Presence presence ->
          switch (presence) {
            case THERE -> "a directory";
            case EITHER -> "a directory or none";
            case ABSENT -> "no directory";
          };
      case Optional<?> file -> file.map(Object::toString).orElse("no file");
      case FileAttributes attributes ->
          attributes.isDirectory()
              ? "a directory"
              : "a file of "
                  + attributes.size()
                  + " bytes, of "
                  + attributes.mtime()
                  + ", ctime "
                  + attributes.ctime();
      default -> state.toString();
    };
  }

  private Window positive(long begin, long now) {
    return Window.of(setting.positive(), begin, now);
  }

  private Window negative(long now) {
    return Window.of(setting.negative(), now, now);
  }
}
