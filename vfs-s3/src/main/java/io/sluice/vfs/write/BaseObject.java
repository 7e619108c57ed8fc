package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.write.part.PartBytes;
import io.sluice.vfs.write.part.PartSizes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/// The object that a session goes on from: a small one is read again, of a large one only its end,
/// since the rest is copied within S3. Methods are called with the session's lock held; S3 is asked
/// without it.
final class BaseObject {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SessionCore core;
  private final SessionPorts ports;
  private final PartSender sender;

  BaseObject(SessionCore core, SessionPorts ports, PartSender sender) {
    this.core = core;
    this.ports = ports;
    this.sender = sender;
  }

  /// Gets what is needed to go on; other calls may have come between when it returns.
  ///
  /// @throws VfsException also if the session has ended meanwhile: nobody would give back memory
  ///   that it takes afterwards
  void load() {
    ETag eTag = Objects.requireNonNull(core.current());
    long size = core.parts.size();
    int page = ports.sizes().page();
    long from = size <= ports.sizes().smallest() ? 0 : (size - 1) / page * page;
    core.parts.grid().clear();
    if (from > 0) {
      core.parts.grid().copyUntil(from, PartSizes.ofCopies(from));
    }
    try {
      for (long at = from; at < size; at += PartBytes.SLICE) {
        load(eTag, at, (int) Math.min(PartBytes.SLICE, size - at));
      }
    } catch (VfsException e) {
      if (core.isOpen()) {
        core.parts.grid().restsAt(size);
        core.restsOn(eTag);
      }
      throw e;
    }
    core.parts.grid().at(from).beginsWith(size - from);
    core.loaded();
  }

  private void load(ETag eTag, long at, int length) {
    try (Lease lease = read(eTag, at, length);
        AwaitedLeases leases = new AwaitedLeases(ports.memory())) {
      core.requireUsable();
      for (int lacking = core.parts.reserve(at, length, leases::tryLease);
          lacking > 0;
          lacking = core.parts.reserve(at, length, leases::tryLease)) {
        awaitMemory(lacking, leases);
        core.requireUsable();
      }
      core.parts.put(at, lease.buffer());
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
    ETag eTag = Objects.requireNonNull(core.current());
    try (Lease lease = read(eTag, at, data.remaining())) {
      return lease.buffer().equals(data);
    }
  }

  private Lease read(ETag eTag, long at, int length) {
    return sender.unlocked(() -> {
      Lease lease = ports.memory().lease(length, PATIENCE);
      if (lease == null) {
        throw new VfsException(VfsError.BUSY, "no memory is free to go on with " + core.key);
      }
      try {
        fill(eTag, at, lease);
        return lease;
      } catch (VfsException e) {
        lease.close();
        throw e;
      }
    });
  }

  private void fill(ETag eTag, long at, Lease lease) {
    GetOutcome outcome =
        ports.store().getObject(new GetRequest(core.key, at, eTag, null), lease.buffer());
    switch (outcome) {
      case GetOutcome.Filled _ -> lease.buffer().flip();
      case GetOutcome.Changed _, GetOutcome.Missing _ ->
          throw new VfsException(
              VfsError.IO, core.key + " was replaced or removed while it was continued");
    }
  }
}
