package io.sluice.vfs.s3.store;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.call.DeleteObjectCall;
import io.sluice.vfs.s3.call.HeadObjectCall;
import io.sluice.vfs.s3.call.ListObjectsV2Call;
import io.sluice.vfs.s3.call.RequestLane;
import io.sluice.vfs.s3.call.ResumingReader;
import io.sluice.vfs.s3.call.RetryPolicy;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.transport.NameRequests;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A bucket behind an S3 endpoint.
///
/// Safe for any number of threads, each of which blocks in its call. Interrupting a thread ends its
/// call with `BUSY` and cuts its connection.
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
  /// A healthy S3 answers within a tenth of a second; a lost request is noticed after this.
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /// Stores on files walk their tree for every page.
  private static final Duration LISTING = Duration.ofSeconds(10);

  private final S3Connection connection;
  private final String name;
  private final boolean listsInOrder;
  private final boolean isAws;
  private final HeadObjectCall headObject;
  private final ListObjectsV2Call listObjectsV2;
  private final ResumingReader bodies;
  private final DeleteObjectCall deleteObject;
  private final S3Uploads uploads;

  /// A store over a connection of its own, which it closes.
  ///
  /// @param clock drives retries and timeouts
  /// @param calls is told of every request
  public S3ObjectStore(
      S3Connection connection, BucketName bucket, RetryClock clock, S3Calls calls) {
    this.connection = connection;
    this.name = connection.endpoint() + "/" + bucket.text();
    this.listsInOrder = !bucket.isDirectoryBucket();
    this.isAws = connection.address(bucket).isAws();
    RetryPolicy policy = new RetryPolicy(connection.settings().ioTimeout());
    Renewal refused = connection.renewal(false);
    Renewal awaited = connection.renewal(true);
    int half = S3Connection.LOOKUPS / 2;
    RequestLane heads = new RequestLane(policy, clock, calls, refused, half, ANSWER);
    RequestLane lists = new RequestLane(policy, clock, calls, refused, half, LISTING);
    RequestLane changes =
        new RequestLane(policy, clock, calls, awaited, S3Connection.CHANGES, ANSWER);
    RequestLane gets = new RequestLane(policy, clock, calls, refused, S3Connection.BODIES, ANSWER);
    NameRequests names = connection.names(bucket);
    this.headObject = new HeadObjectCall(names, heads, bucket);
    this.listObjectsV2 = new ListObjectsV2Call(names, lists, bucket);
    this.deleteObject = new DeleteObjectCall(connection.smallCalls(), changes, bucket);
    ChecksumSupport checksums = new ChecksumSupport(bucket, isAws);
    this.bodies = new ResumingReader(connection.reader(bucket, checksums), gets, bucket);
    this.uploads = new S3Uploads(connection, bucket, checksums, clock, calls);
  }

  /// The requests by which objects come into this bucket, over the same connections. Not to be used
  /// once this is closed.
  public S3Uploads uploads() {
    return uploads;
  }

  /// Opens a bucket; asks nothing of S3 yet (that is [BucketProbe]).
  public static S3ObjectStore open(S3Settings settings, BucketName bucket, S3Calls calls) {
    return new S3ObjectStore(S3Connection.open(settings), bucket, RetryClock.SYSTEM, calls);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HeadOutcome headObject(ObjectKey key) {
    return headObject.head(key);
  }

  @Override
  public boolean listsInOrder() {
    return listsInOrder;
  }

  @Override
  public ListPage listObjectsV2(ListRequest request) {
    return listObjectsV2.list(request);
  }

  @Override
  public GetOutcome getObject(GetRequest request, ByteBuffer into) {
    return getObject(new RangeRequest(request, into.remaining(), false), BodySink.of(into));
  }

  @Override
  public GetOutcome getObject(RangeRequest range, BodySink body) {
    return range.length() > 0 ? bodies.read(range, body) : new GetOutcome.Filled(null);
  }

  @Override
  public void deleteObject(ObjectKey key) {
    deleteObject.delete(key, null);
  }

  /// By `If-Match` at AWS; of other servers nobody knows whether they heed it here.
  @Override
  public void deleteObject(ObjectKey key, ETag only) {
    if (isAws) {
      deleteObject.delete(key, only);
    } else {
      ObjectStore.super.deleteObject(key, only);
    }
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    return switch (uploads.putObject(key, UploadBody.EMPTY, new Precondition.Absent())) {
      case PutOutcome.Stored _ -> true;
      case PutOutcome.Conflict _, PutOutcome.NoSuchUpload _, PutOutcome.PartsDiffer _ -> false;
    };
  }

  /// Cuts all connections; calls under way fail.
  @Override
  public void close() {
    connection.close();
  }
}
