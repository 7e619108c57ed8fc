package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads of ours that nobody needs any more, until S3 has aborted them (semantics D4). They stand
/// in the session log until then, so that a process that is killed meanwhile leaves none (C1).
///
/// Safe for any number of threads.
final class UnwantedUploads {
  private static final Logger log = LoggerFactory.getLogger(UnwantedUploads.class);

  /// S3's clock and ours differ by less, or an upload without parts stays, which costs nothing; a
  /// longer one would take in more of what other programs begin.
  private static final Duration SKEW = Duration.ofMinutes(1);

  /// S3 could not be reached for longer than its retries last, so it is given time.
  private static final long AGAIN = Duration.ofMinutes(1).toNanos();

  /// What S3 refuses it may go on refusing; the next process tries again.
  private static final int TRIES = 5;

  /// One of them.
  ///
  /// @param id under which it is remembered, which no file has
  /// @param upload null: it was asked for, and the answer did not come
  /// @param since when it was asked for, or when nobody needed it any more
  record Entry(FileId id, ObjectKey key, @Nullable UploadId upload, Instant since) {}

  /// @param at nanoseconds
  /// @param refused how often S3 has
  private record Delayed(Entry entry, long at, int refused) {}

  private final ObjectUploads uploads;
  private final SessionLog remembered;
  private final InstantSource clock;

  /// Those that could not be aborted yet, the oldest first.
  private final Queue<Delayed> delayed = new ConcurrentLinkedQueue<>();

  UnwantedUploads(ObjectUploads uploads, SessionLog remembered, InstantSource clock) {
    this.uploads = uploads;
    this.remembered = remembered;
    this.clock = clock;
  }

  /// Nobody needs an upload any more. Whoever forgets it in the record of its file does that
  /// afterwards: a successor believes that record, if both name it.
  Entry remember(ObjectKey key, UploadId upload) {
    return remember(key, upload, clock.instant());
  }

  /// CreateMultipartUpload was sent at this time, and its answer did not come, or nobody waits for
  /// it.
  Entry remember(ObjectKey key, Instant since) {
    return remember(key, null, since);
  }

  private Entry remember(ObjectKey key, @Nullable UploadId upload, Instant since) {
    Entry entry = new Entry(freeId(), key, upload, since);
    var attributes = SessionRecord.Attributes.unset(since);
    try {
      remembered.put(
          entry.id(),
          new SessionRecord(
              key.text(),
              null,
              since,
              false,
              null,
              null,
              List.of(),
              new Stage.Unwanted(upload, since),
              attributes));
    } catch (VfsException full) {
      log.warn("{}: an upload may stay if the server is killed: {}", key, full.getMessage());
    }
    return entry;
  }

  private FileId freeId() {
    FileId id;
    do {
      id = new FileId(ThreadLocalRandom.current().nextLong(FileId.SMALLEST, Long.MAX_VALUE));
    } while (remembered.find(id) != null);
    return id;
  }

  /// It was found out that S3 has none.
  void forget(Entry entry) {
    try {
      remembered.remove(entry.id());
    } catch (VfsException full) {
      log.warn("{}: an upload is remembered that is gone: {}", entry.key(), full.getMessage());
    }
  }

  /// Aborts one, now or, if S3 cannot be reached, later.
  ///
  /// @param now nanoseconds
  void abort(Entry entry, long now) {
    abort(entry, now, 0);
  }

  private void abort(Entry entry, long now, int refused) {
    try {
      if (entry.upload() == null) {
        abortForgotten(entry.key(), entry.since());
      } else {
        uploads.abortMultipartUpload(entry.key(), entry.upload());
      }
      forget(entry);
    } catch (VfsException e) {
      failed(entry, now, e.error() == VfsError.BUSY ? refused : refused + 1, e);
    }
  }

  private void failed(Entry entry, long now, int refused, VfsException why) {
    if (refused < TRIES) {
      delayed.add(new Delayed(entry, now, refused));
    } else {
      log.warn("{}: its upload could not be aborted: {}", entry.key(), why.getMessage());
    }
  }

  /// Tries again what could not be done a while ago.
  ///
  /// @param now nanoseconds
  void again(long now) {
    Delayed next = delayed.peek();
    if (next != null && now - next.at() >= AGAIN && delayed.remove(next)) {
      start(next, now);
    }
  }

  private void start(Delayed entry, long now) {
    Thread.ofVirtual().name("abort").start(() -> abort(entry.entry(), now, entry.refused()));
  }

  /// Goes on with what a former process left.
  ///
  /// @param now nanoseconds
  void takeUp(Map<FileId, SessionRecord> all, long now) {
    Set<UploadId> wanted = wanted(all);
    all.forEach((id, record) -> {
      if (record.stage() instanceof Stage.Unwanted(UploadId upload, Instant since)) {
        Entry entry = new Entry(id, new ObjectKey(record.key()), upload, since);
        if (upload != null && wanted.contains(upload)) {
          forget(entry); // it was killed before the file was without it
        } else {
          start(new Delayed(entry, now, 0), now);
        }
      }
    });
  }

  private static Set<UploadId> wanted(Map<FileId, SessionRecord> all) {
    return all.values().stream()
        .map(SessionRecord::upload)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /// Aborts what a former process began for a file, of which the answer never came.
  ///
  /// @param now nanoseconds
  void abortForgotten(ObjectKey key, Instant since, long now) {
    try {
      abortForgotten(key, since);
    } catch (VfsException e) {
      if (e.error() == VfsError.BUSY) {
        throw e;
      }
      failed(remember(key, since), now, 1, e); // the file goes on without
    }
  }

  /// Aborts what was begun of which the answer never came. It can have no parts, and is not older
  /// than the request: what other programs upload to the key stays.
  ///
  /// @param since when it was asked for
  void abortForgotten(ObjectKey key, Instant since) {
    List<UploadId> begun =
        uploads.listMultipartUploads(key).stream()
            .filter(upload -> isSince(upload, since.minus(SKEW)))
            .map(OpenUpload::id)
            .toList();
    if (begun.isEmpty()) {
      return;
    }
    Set<UploadId> wanted = wanted(remembered.all());
    for (UploadId upload : begun) {
      List<UploadedPart> parts = uploads.listParts(key, upload).orElse(List.of());
      if (parts.isEmpty() && !wanted.contains(upload)) {
        log.info("{}: aborts an upload that was begun and never used", key);
        uploads.abortMultipartUpload(key, upload);
      }
    }
  }

  private static boolean isSince(OpenUpload upload, Instant time) {
    return upload.initiated() != null && !upload.initiated().isBefore(time);
  }
}
