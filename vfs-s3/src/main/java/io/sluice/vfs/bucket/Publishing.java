package io.sluice.vfs.bucket;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.FileChanges;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.Publication;
import io.sluice.vfs.write.SessionNews;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the namespace what became of files in writing, before anybody else is told; and publishes
/// those whose writers are silent.
public final class Publishing {
  private static final Logger log = LoggerFactory.getLogger(Publishing.class);

  /// So many files can be told of at the same time.
  private static final int STRIPES = 64;

  /// Sessions that are over need not go at once.
  private static final int SWEEP = 10;

  private final AtomicLong ticks = new AtomicLong();
  private final FileChanges files;
  private final Sessions sessions;
  private final KeptAttributes kept;
  private final ObjectReader objects;
  private final InstantSource clock;
  private final Object[] stripes = new Object[STRIPES];

  /// Files that failed whose handles could not be retired, since the disk was full. Any thread.
  private final Set<FileId> unretired = ConcurrentHashMap.newKeySet();

  /// What the sessions of one export do, told to its names.
  public Publishing(
      FileChanges files,
      Sessions sessions,
      KeptAttributes kept,
      ObjectReader objects,
      InstantSource clock) {
    this.files = files;
    this.sessions = sessions;
    this.kept = kept;
    this.objects = objects;
    this.clock = clock;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  /// Puts back the names of files that a former process left and that S3 does not have. Those that
  /// go on from an object, or replace one, have its name.
  public void restore() {
    for (FileId file : sessions.created()) {
      try {
        files.restore(file);
      } catch (VfsException lost) {
        log.warn("a file that was being written has no place any more: {}", lost.getMessage());
        sessions.drop(file);
      }
    }
  }

  /// Does something with a file, and tells the namespace what became of it, whether that succeeded
  /// or not.
  void andTell(FileId file, Runnable work) {
    try {
      work.run();
    } finally {
      tell(file);
    }
  }

  /// Orders what is told and kept of one file: attributes that were read later are kept later.
  private Object stripe(FileId file) {
    return stripes[Math.floorMod(file.hashCode(), STRIPES)];
  }

  /// Does something with a file of which nothing is told meanwhile. Not to ask S3 in.
  <T> T untold(FileId file, Supplier<T> work) {
    synchronized (stripe(file)) {
      return work.get();
    }
  }

  private void tell(FileId file) {
    synchronized (stripe(file)) {
      SessionNews news = sessions.news(file);
      while (news != null) {
        switch (news) {
          case SessionNews.Published(Publication done, SessionRecord.Attributes attributes) ->
              published(file, done, attributes);
          case SessionNews.Failed() -> failed(file);
        }
        news = sessions.news(file);
      }
    }
  }

  private void published(FileId file, Publication done, SessionRecord.Attributes attributes) {
    ObjectFacts facts =
        new ObjectFacts(done.size(), clock.instant(), done.eTag(), StorageTier.READABLE);
    try {
      keep(file, facts, attributes);
      files.published(file, facts);
      objects.published(file);
      sessions.known(file, done);
    } catch (VfsException gone) {
      log.debug("published a file that has no name any more: {}", gone.getMessage());
    }
  }

  /// Remembers the attributes of a file as they are now, if the object in S3 is the same.
  void keep(FileId file) {
    synchronized (stripe(file)) {
      FileUnderWay underWay = sessions.look(file);
      if (underWay != null && underWay.isPublished() && underWay.publication() != null) {
        Publication done = underWay.publication();
        ObjectFacts facts =
            new ObjectFacts(done.size(), clock.instant(), done.eTag(), StorageTier.READABLE);
        keep(file, facts, underWay.attributes());
      }
    }
  }

  private void keep(FileId file, ObjectFacts facts, SessionRecord.Attributes attributes) {
    kept.keepSoon(
        file,
        new KeptAttributes.Kept.Published(
            facts.version(),
            clock.instant(),
            attributes.mode(),
            attributes.uid(),
            attributes.gid(),
            attributes.mtime(),
            attributes.ctime(),
            attributes.atime()));
  }

  /// The client must not meet the old error in a new file of the same name (semantics W15).
  private void failed(FileId file) {
    try {
      if (files.isLocal(file)) {
        files.dropped(file);
      } else {
        files.retire(file);
      }
      unretired.remove(file);
    } catch (VfsException full) {
      if (unretired.add(file)) {
        log.warn("the handle of a file that failed lives on for now: {}", full.getMessage());
      }
    }
  }

  /// Tries once more, unless something else was begun under the handle meanwhile.
  private void retireAtLast(FileId file) {
    synchronized (stripe(file)) {
      FileUnderWay underWay = sessions.look(file);
      if (underWay == null || underWay.isFailed()) {
        failed(file);
      } else {
        unretired.remove(file);
      }
    }
  }

  /// Publishes what is due, each file on a thread of its own; called several times a second.
  public void tick() {
    for (FileId file : sessions.due()) {
      Thread.ofVirtual().name("publish").start(() -> publish(file));
    }
    tellRest(); // what nobody waited for, as what was taken up
    sessions.settle();
    unretired.forEach(this::retireAtLast);
    if (ticks.incrementAndGet() % SWEEP == 0) {
      sessions.sweep();
    }
  }

  /// Tells what became of files since they were last looked at.
  public void tellRest() {
    sessions.untold().forEach(this::tell);
  }

  private void publish(FileId file) {
    try {
      andTell(file, () -> sessions.publishIfDue(file));
    } catch (VfsException e) {
      log.debug("not published yet: {}", e.getMessage());
    }
  }
}
