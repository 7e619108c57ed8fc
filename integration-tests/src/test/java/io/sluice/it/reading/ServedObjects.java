package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;

import io.sluice.it.bucket.Quiet;
import io.sluice.it.bucket.ServedFiles;
import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Count;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.names.LinuxNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Computed objects behind a server in this JVM, its clients, and what S3 is asked for.
final class ServedObjects implements AutoCloseable {
  /// As much as a server takes by default where there are 2 GiB.
  private static final long MEMORY = 512L << 20;

  private final TestBucket bucket;
  private final ServedFiles served;
  private final List<ReadClient> clients = new ArrayList<>();
  private boolean isClosed;

  ServedObjects(Path state) throws IOException {
    this(state, MEMORY);
  }

  /// @param memory bytes for the bytes of files
  ServedObjects(Path state, long memory) throws IOException {
    bucket = TestBucket.ofServer(state, memory);
    served = new ServedFiles(bucket.files());
  }

  FakeS3 s3() {
    return bucket.s3;
  }

  /// Lets what is known of names and attributes be too old to be believed.
  void passTheTtl() {
    bucket.passTheTtl();
  }

  /// Lets time pass for the server.
  void pass(Duration time) {
    bucket.nanos.addAndGet(time.toNanos());
  }

  /// A client on a connection of its own.
  ReadClient client() {
    ReadClient client = new ReadClient(served.address(), ServedFiles.PATH);
    clients.add(client);
    return client;
  }

  /// An object, put if it is not there, that a new client has opened.
  KnownFile file(String key, long size) {
    if (!bucket.s3.has(TestBucket.NAME, key)) {
      bucket.s3.putSynthetic(TestBucket.NAME, key, size);
      bucket.passTheTtl();
    }
    return KnownFile.open(client(), key, SyntheticBody.of(key, 0, size));
  }

  /// Puts many, and lists their directory as `ls` does.
  ///
  /// @param prefix of all of their keys
  void putAndList(String prefix, KeySpace keys) {
    bucket.s3.attach(TestBucket.NAME, keys);
    LinuxNames names = served.mount(bucket.nanos, 0);
    names.list(prefix.substring(0, prefix.length() - 1));
  }

  /// Bytes on their way, or there, for readers who have not asked yet.
  long aheadBytes() {
    return bucket.aheadBytes();
  }

  /// What was asked, once nobody asks any more.
  Count asked(S3Operation operation) {
    return Quiet.counts(bucket.s3).of(operation);
  }

  /// Bytes that S3 sent of objects, once it sends no more.
  long fetched() {
    return asked(GET_OBJECT).bytesSent();
  }

  /// Ends it all, and fails where memory that was read into does not come back.
  @Override
  public void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    clients.forEach(ReadClient::close);
    served.close();
    long leaked = bucket.endReads();
    bucket.close();
    if (leaked != 0) {
      throw new IllegalStateException(leaked + " bytes that were read are still leased");
    }
  }
}
