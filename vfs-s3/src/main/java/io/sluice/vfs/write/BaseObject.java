package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.PartBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The object that a session goes on from: a small one is read again, of a large one only its end,
/// since the rest is copied within S3. Methods are called with the session's lock held; S3 is asked
/// without it.
final class BaseObject {
  private static final Logger log = LoggerFactory.getLogger(BaseObject.class);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FileId file;
  private final SessionCore core;
  private final SessionPorts ports;
  private final PartSender sender;

  BaseObject(FileId file, SessionCore core, SessionPorts ports, PartSender sender) {
    this.file = file;
    this.core = core;
    this.ports = ports;
    this.sender = sender;
  }

  /// Gets what is needed to go on; other calls may have come between when it returns.
  ///
  /// @throws VfsException also if the session has ended meanwhile: nobody would give back memory
  ///   that it takes afterwards
  void load() {
    while (!isLoaded()) {
      goOnFromSent();
    }
  }

  /// S3 may take in what a former process was sending after this one looked what is there: that is
  /// what the file goes on from then, once for each object that was sent.
  private void goOnFromSent() {
    Optional<StoredObject> there = sender.unlocked(() -> ports.uploads().headStored(core.key));
    core.requireUsable();
    if (there.isEmpty() || !core.takesUp(there.get())) {
      throw replaced();
    }
    remember(there.get());
    log.info("{}: goes on from the object that the server was sending when it ended", core.key);
  }

  private void remember(StoredObject there) {
    Stage stage =
        core.endSet() == null
            ? new Stage.Published(there.eTag(), there.size(), ports.clock().instant())
            : new Stage.Open(there.eTag());
    try {
      ports.log().put(file, core.record(stage));
    } catch (VfsException full) { // what is remembered names it among those that were sent
      log.warn("{}: goes on without remembering it: {}", core.key, full.getMessage());
    }
  }

  /// False if another object is there by now: the session rests on the one that was looked for.
  private boolean isLoaded() {
    ETag eTag = Objects.requireNonNull(core.inS3.eTag());
    long size = core.parts.size();
    long from = size <= ports.sizes().smallest() ? 0 : ports.sizes().copiedOf(size);
    core.parts.grid().clear();
    if (from > 0) {
      core.parts.grid().copyUntil(from, ports.sizes().ofCopies(from));
    }
    boolean isThere = false;
    try {
      isThere = isFetched(eTag, from, size);
    } finally {
      if (!isThere && core.isOpen()) {
        core.parts.grid().restsAt(size);
        core.inS3.restsOn(eTag);
      }
    }
    if (isThere) {
      core.parts.grid().at(from).beginsWith(size - from);
      core.inS3.loaded();
    }
    return isThere;
  }

  private boolean isFetched(ETag eTag, long from, long to) {
    boolean isThere = true;
    for (long at = from; at < to && isThere; at += PartBytes.SLICE) {
      isThere = isFetched(eTag, at, (int) Math.min(PartBytes.SLICE, to - at));
    }
    return isThere;
  }

  private boolean isFetched(ETag eTag, long at, int length) {
    try (Lease lease = read(eTag, at, length);
        AwaitedLeases leases = new AwaitedLeases(ports.memory())) {
      core.requireUsable();
      if (lease == null) {
        return false;
      }
      for (int lacking = core.parts.reserve(at, length, leases::tryLease);
          lacking > 0;
          lacking = core.parts.reserve(at, length, leases::tryLease)) {
        awaitMemory(lacking, leases);
        core.requireUsable();
      }
      core.parts.put(at, lease.buffer());
      return true;
    }
  }

  private void awaitMemory(int length, AwaitedLeases leases) {
    boolean isFree = sender.unlocked(() -> leases.await(length, PATIENCE));
    if (!isFree) {
      throw new VfsException(VfsError.BUSY, "no memory is free to go on with " + core.key);
    }
  }

  /// Whether the object has these bytes at this place.
  boolean has(long at, ByteBuffer data) {
    ETag eTag = Objects.requireNonNull(core.inS3.eTag());
    try (Lease lease = read(eTag, at, data.remaining())) {
      if (lease == null) {
        throw replaced();
      }
      return lease.buffer().equals(data);
    }
  }

  private VfsException replaced() {
    return new VfsException(
        VfsError.IO, core.key + " was replaced or removed while it was continued");
  }

  /// @return null if the object is not there any more
  private @Nullable Lease read(ETag eTag, long at, int length) {
    return sender.unlocked(() -> {
      Lease lease = ports.memory().lease(length, PATIENCE);
      if (lease == null) {
        throw new VfsException(VfsError.BUSY, "no memory is free to go on with " + core.key);
      }
      boolean isFilled = false;
      try {
        isFilled = isFilled(eTag, at, lease);
      } finally {
        if (!isFilled) {
          lease.close();
        }
      }
      return isFilled ? lease : null;
    });
  }

  private boolean isFilled(ETag eTag, long at, Lease lease) {
    GetRequest get = new GetRequest(core.key, at, eTag, null);
    return switch (ports.store().getObject(get, lease.buffer())) {
      case GetOutcome.Filled _ -> {
        lease.buffer().flip();
        yield true;
      }
      case GetOutcome.Changed _, GetOutcome.Missing _ -> false;
    };
  }
}
