package io.sluice.it.model;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VirtualFileSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Faults on purpose, each over a file system without them: what the model must find.
final class SeededFaults {
  /// A name that was looked up.
  private record Asked(FileId directory, FileName name) {}

  private SeededFaults() {}

  /// N5: a name twice at a page border. A listing that goes on begins with the entry that it ended
  /// with.
  static final class NameTwiceAtAPageBorder extends DecoratedFileSystem {
    private final Map<Long, DirectoryEntry> given = new HashMap<>();

    NameTwiceAtAPageBorder(VirtualFileSystem files) {
      super(files);
    }

    @Override
    public DirectoryPage list(FileId directory, long cookie, int most) {
      DirectoryPage page = files.list(directory, cookie, most);
      page.entries().forEach(entry -> given.put(entry.id().value(), entry));
      DirectoryEntry last = given.get(cookie);
      if (last == null || page.entries().isEmpty() || page.entries().size() == most) {
        return page;
      }
      List<DirectoryEntry> entries = new ArrayList<>(page.entries());
      entries.addFirst(last);
      return new DirectoryPage(entries, page.reachedEnd());
    }
  }

  /// A5: a negative entry kept after our own create. That a name is absent is remembered for its
  /// TTL, and making a directory of that name does not end it.
  static final class NegativeEntryKeptAfterMakeDirectory extends DecoratedFileSystem {
    private final Map<Asked, Long> absentSince = new HashMap<>();
    private final Duration ttl;
    private final TestTime time;

    NegativeEntryKeptAfterMakeDirectory(VirtualFileSystem files, Setting setting, TestTime time) {
      super(files);
      this.ttl = setting.negative();
      this.time = time;
    }

    @Override
    public LookupOutcome lookup(FileId directory, FileName name) {
      Asked asked = new Asked(directory, name);
      Long since = absentSince.get(asked);
      if (since != null && Duration.ofNanos(time.nanos() - since).compareTo(ttl) < 0) {
        return new LookupOutcome.Missing();
      }
      LookupOutcome outcome = files.lookup(directory, name);
      if (outcome instanceof LookupOutcome.Missing) {
        absentSince.put(asked, time.nanos());
      }
      return outcome;
    }
  }

  /// N5: a listing resumed one name late after a restart.
  static final class ListingResumedLateAfterARestart extends DecoratedFileSystem {
    private final Set<Long> given = new HashSet<>();

    ListingResumedLateAfterARestart(VirtualFileSystem files) {
      super(files);
    }

    @Override
    public DirectoryPage list(FileId directory, long cookie, int most) {
      DirectoryPage page = files.list(directory, cookie, most);
      if (cookie != 0 && !given.contains(cookie) && !page.entries().isEmpty()) {
        page = files.list(directory, page.entries().getFirst().id().value(), most);
      }
      page.entries().forEach(entry -> given.add(entry.id().value()));
      return page;
    }
  }

  /// A4: attributes of a file are used one tick longer than the TTL.
  static final class AttributesATickTooOld extends DecoratedFileSystem {
    private record Known(FileAttributes attributes, long askedAt) {}

    private final Map<FileId, Known> known = new HashMap<>();
    private final Duration tooLong;
    private final TestTime time;

    AttributesATickTooOld(VirtualFileSystem files, Setting setting, TestTime time) {
      super(files);
      this.tooLong = setting.positive().plus(TestTime.TICK);
      this.time = time;
    }

    @Override
    public FileAttributes getAttributes(FileId file) {
      Known before = known.get(file);
      if (before != null
          && Duration.ofNanos(time.nanos() - before.askedAt()).compareTo(tooLong) <= 0) {
        return before.attributes();
      }
      FileAttributes attributes = files.getAttributes(file);
      if (!attributes.isDirectory()) {
        known.put(file, new Known(attributes, time.nanos()));
      }
      return attributes;
    }
  }

  /// N4: a file that a directory shadowed does not show again when the directory is gone.
  static final class ShadowedFileStaysAway extends DecoratedFileSystem {
    private final Set<Asked> shadowed = new HashSet<>();

    ShadowedFileStaysAway(VirtualFileSystem files) {
      super(files);
    }

    @Override
    public LookupOutcome lookup(FileId directory, FileName name) {
      LookupOutcome outcome = files.lookup(directory, name);
      if (!(outcome instanceof LookupOutcome.Found(FileAttributes found))) {
        return outcome;
      }
      if (found.isDirectory()) {
        shadowed.add(new Asked(directory, name));
      }
      return found.isDirectory() || !shadowed.contains(new Asked(directory, name))
          ? outcome
          : new LookupOutcome.Missing();
    }
  }

  /// A9: the ctime of a directory stays what it was when it was first asked for.
  static final class CtimeThatDoesNotMove extends DecoratedFileSystem {
    private final Map<FileId, Instant> first = new HashMap<>();

    CtimeThatDoesNotMove(VirtualFileSystem files) {
      super(files);
    }

    @Override
    public FileAttributes getAttributes(FileId file) {
      FileAttributes real = files.getAttributes(file);
      if (!real.isDirectory()) {
        return real;
      }
      Instant changed = Objects.requireNonNull(first.computeIfAbsent(file, id -> real.ctime()));
      return new FileAttributes(
          real.id(),
          FileType.DIRECTORY,
          real.mode(),
          real.links(),
          real.uid(),
          real.gid(),
          real.size(),
          real.used(),
          changed,
          changed,
          changed);
    }
  }

  /// A5: a file that was removed through this mount is found once more.
  static final class RemovedFileFoundOnceMore extends DecoratedFileSystem {
    private final Map<Asked, LookupOutcome> removed = new HashMap<>();

    RemovedFileFoundOnceMore(VirtualFileSystem files) {
      super(files);
    }

    @Override
    public LookupOutcome lookup(FileId directory, FileName name) {
      LookupOutcome before = removed.remove(new Asked(directory, name));
      return before == null ? files.lookup(directory, name) : before;
    }

    @Override
    public AttributeChange remove(FileId directory, FileName name) {
      LookupOutcome before = files.lookup(directory, name);
      AttributeChange change = files.remove(directory, name);
      removed.put(new Asked(directory, name), before);
      return change;
    }
  }

  /// A3: a file has another id after each restart.
  static final class IdsOfThisStart extends DecoratedFileSystem {
    private final int start;

    IdsOfThisStart(VirtualFileSystem files, int start) {
      super(files);
      this.start = start;
    }

    @Override
    public LookupOutcome lookup(FileId directory, FileName name) {
      LookupOutcome outcome = files.lookup(directory, name);
      return outcome instanceof LookupOutcome.Found(FileAttributes found) && !found.isDirectory()
          ? new LookupOutcome.Found(withId(found))
          : outcome;
    }

    private FileAttributes withId(FileAttributes real) {
      return new FileAttributes(
          new FileId(real.id().value() ^ start),
          real.type(),
          real.mode(),
          real.links(),
          real.uid(),
          real.gid(),
          real.size(),
          real.used(),
          real.atime(),
          real.mtime(),
          real.ctime());
    }
  }
}
