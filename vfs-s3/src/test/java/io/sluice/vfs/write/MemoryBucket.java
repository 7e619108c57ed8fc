package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.MultipartETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A bucket in memory as far as writing needs one, strict as S3 is about the sizes of parts,
/// conditions and checksums. Counts requests, and fails those that [#failNext] names.
public final class MemoryBucket implements ObjectUploads, ObjectStore {
  /// S3 takes no smaller parts, but for the last one of an object.
  private static final int LEAST = 5 << 20;

  /// An object, or a part.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Bytes(byte[] bytes, ETag eTag, Crc32c crc32c) {}

  private final Map<ObjectKey, Bytes> objects = new HashMap<>();
  private final Map<UploadId, TreeMap<Integer, Bytes>> uploads = new HashMap<>();
  private final Map<UploadId, ObjectKey> keys = new HashMap<>();
  private final Map<UploadId, Instant> initiated = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Map<String, VfsError> failures = new HashMap<>();
  private final Map<String, Runnable> watchers = new HashMap<>();
  private final Map<String, Boolean> lostAnswers = new HashMap<>();
  private final int least;
  private final boolean alike;
  private final InstantSource clock;
  private int tags;
  private long bytesOfParts;
  private int highestPart;
  private boolean knowsMd5Only;

  public MemoryBucket() {
    this(LEAST, false, InstantSource.system());
  }

  /// @param least bytes of a part that is not the last
  /// @param alike whether all parts but the last must have one size
  public MemoryBucket(int least, boolean alike, InstantSource clock) {
    this.least = least;
    this.alike = alike;
    this.clock = clock;
  }

  @Override
  public boolean wantsPartsAlike() {
    return alike;
  }

  /// The next request of this name fails.
  synchronized void failNext(String request, VfsError error) {
    failures.put(request, error);
  }

  /// This is run while the next request of this name waits for its answer.
  synchronized void duringNext(String request, Runnable watcher) {
    watchers.put(request, watcher);
  }

  /// The next request of this name is done, and its answer gets lost; the retry finds that.
  public synchronized void loseAnswerOfNext(String request) {
    lostAnswers.put(request, true);
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized int count(String request) {
    return (int) requests.stream().filter(request::equals).count();
  }

  /// Sent by all requests so far.
  synchronized long bytesOfParts() {
    return bytesOfParts;
  }

  /// The highest number of a part that was sent.
  synchronized int highestPart() {
    return highestPart;
  }

  public synchronized byte @Nullable [] object(ObjectKey key) {
    Bytes there = objects.get(key);
    return there == null ? null : there.bytes();
  }

  public synchronized int openUploads() {
    return uploads.size();
  }

  /// What another client begins, with a first part.
  public synchronized UploadId beginUpload(ObjectKey key, byte[] part) {
    UploadId upload = createMultipartUpload(key);
    stored(new PartSlot(key, upload, 1), part);
    return upload;
  }

  /// What was sent before as this part of the only upload, and arrives once more.
  synchronized void arrivesLate(int part, byte[] bytes) {
    uploads.values().iterator().next().put(part, bytes(bytes));
  }

  /// What another client does with its own; false if there is no such upload.
  public synchronized boolean endUpload(UploadId upload) {
    return uploads.remove(upload) != null;
  }

  /// The tag of an object; null if there is none.
  public synchronized @Nullable ETag eTag(ObjectKey key) {
    Bytes there = objects.get(key);
    return there == null ? null : there.eTag();
  }

  /// What another client deletes.
  public synchronized void delete(ObjectKey key) {
    objects.remove(key);
  }

  /// What another client puts.
  public synchronized ETag put(ObjectKey key, byte[] bytes) {
    Bytes put = bytes(bytes);
    objects.put(key, put);
    return put.eTag();
  }

  /// From now on it tells of no checksums, and its tags are MD5s.
  synchronized void knowsMd5Only() {
    knowsMd5Only = true;
  }

  private Bytes bytes(byte[] bytes) {
    ETag tag = knowsMd5Only ? md5(bytes) : new ETag("\"" + ++tags + "\"");
    return new Bytes(bytes, tag, Crc32c.of(ByteBuffer.wrap(bytes)));
  }

  private static ETag md5(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(bytes);
      return new ETag('"' + HexFormat.of().formatHex(sum) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bytes ofParts(CompletedParts completed) {
    Bytes whole = bytes(completed.joined());
    ETag tag = knowsMd5Only ? MultipartETag.of(completed.parts()) : whole.eTag();
    return new Bytes(whole.bytes(), Objects.requireNonNull(tag), whole.crc32c());
  }

  private void request(String name) {
    requests.add(name);
    Runnable watcher = watchers.remove(name);
    if (watcher != null) {
      watcher.run();
    }
    VfsError failure = failures.remove(name);
    if (failure != null) {
      throw new VfsException(failure, name + " fails in this test");
    }
  }

  private static byte[] sent(UploadBody body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : body.pieces()) {
      byte[] copy = new byte[piece.remaining()];
      piece.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
    if (!Crc32c.of(ByteBuffer.wrap(bytes.toByteArray())).equals(body.crc32c())) {
      throw new VfsException(VfsError.IO, "BadDigest");
    }
    return bytes.toByteArray();
  }

  private boolean holds(Precondition only, ObjectKey key) {
    Bytes there = objects.get(key);
    return switch (only) {
      case Precondition.Absent() -> there == null;
      case Precondition.Unchanged(ETag eTag) -> there != null && there.eTag().equals(eTag);
      case Precondition.None() -> true;
    };
  }

  @Override
  public PutOutcome putObject(ObjectKey key, UploadBody body, Precondition only) {
    byte[] bytes = sent(body);
    synchronized (this) {
      request("PutObject");
      if (!holds(only, key)) {
        return new PutOutcome.Conflict();
      }
      Bytes put = bytes(bytes);
      objects.put(key, put);
      return lostAnswers.remove("PutObject") != null
          ? new PutOutcome.Conflict()
          : new PutOutcome.Stored(put.eTag());
    }
  }

  @Override
  public synchronized UploadId createMultipartUpload(ObjectKey key) {
    request("CreateMultipartUpload");
    UploadId upload = new UploadId("upload-" + ++tags);
    uploads.put(upload, new TreeMap<>());
    keys.put(upload, key);
    initiated.put(upload, clock.instant());
    return upload;
  }

  @Override
  public PartOutcome uploadPart(PartSlot slot, UploadBody body) {
    byte[] bytes = sent(body);
    synchronized (this) {
      request("UploadPart");
      bytesOfParts += bytes.length;
      highestPart = Math.max(highestPart, slot.number());
      return stored(slot, bytes);
    }
  }

  private PartOutcome stored(PartSlot slot, byte[] bytes) {
    TreeMap<Integer, Bytes> parts = uploads.get(slot.upload());
    if (parts == null) {
      return new PartOutcome.NoSuchUpload();
    }
    Bytes part = bytes(bytes);
    parts.put(slot.number(), part);
    return new PartOutcome.Stored(part(slot.number(), part));
  }

  private UploadedPart part(int number, Bytes part) {
    Crc32c crc = knowsMd5Only ? null : part.crc32c();
    return new UploadedPart(number, part.eTag(), part.bytes().length, crc);
  }

  @Override
  public synchronized PartOutcome uploadPartCopy(PartSlot slot, ETag source, long from, long to) {
    request("UploadPartCopy");
    Bytes there = objects.get(slot.key());
    if (there == null || !there.eTag().equals(source)) {
      return new PartOutcome.SourceChanged();
    }
    return stored(slot, java.util.Arrays.copyOfRange(there.bytes(), (int) from, (int) to));
  }

  @Override
  public synchronized PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {
    request("CompleteMultipartUpload");
    TreeMap<Integer, Bytes> sent = uploads.get(upload);
    if (sent == null) {
      return new PutOutcome.NoSuchUpload();
    }
    if (!holds(only, key)) {
      return new PutOutcome.Conflict();
    }
    CompletedParts completed = new CompletedParts(parts, sent, least, alike);
    if (!completed.differing().isEmpty()) {
      return new PutOutcome.PartsDiffer(completed.differing());
    }
    Bytes put = ofParts(completed);
    if (whole != null && !whole.equals(put.crc32c())) {
      throw new VfsException(VfsError.IO, "BadDigest of the whole");
    }
    objects.put(key, put);
    uploads.remove(upload);
    return lostAnswers.remove("CompleteMultipartUpload") != null
        ? new PutOutcome.NoSuchUpload()
        : new PutOutcome.Stored(put.eTag());
  }

  @Override
  public synchronized void abortMultipartUpload(ObjectKey key, UploadId upload) {
    request("AbortMultipartUpload");
    uploads.remove(upload);
  }

  @Override
  public synchronized Optional<List<UploadedPart>> listParts(ObjectKey key, UploadId upload) {
    request("ListParts");
    TreeMap<Integer, Bytes> parts = uploads.get(upload);
    if (parts == null) {
      return Optional.empty();
    }
    List<UploadedPart> listed = new ArrayList<>();
    parts.forEach((number, part) -> listed.add(part(number, part)));
    return Optional.of(listed);
  }

  @Override
  public synchronized List<OpenUpload> listMultipartUploads(ObjectKey key) {
    request("ListMultipartUploads");
    return uploads.keySet().stream()
        .filter(upload -> key.equals(keys.get(upload)))
        .map(upload -> new OpenUpload(upload, initiated.get(upload)))
        .toList();
  }

  @Override
  public synchronized Optional<StoredObject> headStored(ObjectKey key) {
    request("HeadObject");
    Bytes there = objects.get(key);
    return there == null
        ? Optional.empty()
        : Optional.of(
            new StoredObject(
                there.eTag(), there.bytes().length, knowsMd5Only ? null : there.crc32c()));
  }

  @Override
  public synchronized GetOutcome getObject(GetRequest get, ByteBuffer into) {
    request("GetObject");
    Bytes there = objects.get(get.key());
    if (there == null) {
      return new GetOutcome.Missing();
    }
    if (get.ifMatch() != null && !get.ifMatch().equals(there.eTag())) {
      return new GetOutcome.Changed();
    }
    int length = Math.clamp(there.bytes().length - get.offset(), 0, into.remaining());
    into.put(there.bytes(), (int) get.offset(), length);
    return new GetOutcome.Filled(null);
  }

  @Override
  public HeadOutcome headObject(ObjectKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ListPage listObjectsV2(ListRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized void deleteObject(ObjectKey key) {
    request("DeleteObject");
    objects.remove(key);
  }

  @Override
  public synchronized void deleteObject(ObjectKey key, ETag only) {
    if (only.equals(eTag(key))) {
      deleteObject(key);
    }
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    throw new UnsupportedOperationException();
  }
}
