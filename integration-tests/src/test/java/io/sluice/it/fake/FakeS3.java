package io.sluice.it.fake;

import io.sluice.it.fake.http.HttpListener;
import io.sluice.it.fake.s3.Authorizer;
import io.sluice.it.fake.s3.Conversation;
import io.sluice.it.fake.s3.Credentials;
import io.sluice.it.fake.s3.S3Service;
import io.sluice.it.fake.s3.Shape;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.shape.UnderWay;
import io.sluice.it.fake.store.Archive;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Buckets;
import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.HeldBody;
import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.StoredObject;
import io.sluice.it.fake.store.SyntheticBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/// An S3 server in this JVM, with a back door: what a test puts here costs no request and is not
/// counted.
public final class FakeS3 implements AutoCloseable {
  private final FakeS3Options options;
  private final Buckets buckets = new Buckets();
  private final Shape shape;
  private final HttpListener listener;

  private FakeS3(FakeS3Options options) throws IOException {
    this.options = options;
    shape = new Shape(options.profile(), options.timer());
    Authorizer authorizer = new Authorizer(options.credentials(), options.region());
    S3Service service = new S3Service(buckets, authorizer, options.clock());
    listener = HttpListener.start(options.bind(), () -> new Conversation(service, shape));
  }

  /// Starts with [FakeS3Options#defaults].
  public static FakeS3 start() {
    return start(FakeS3Options.defaults());
  }

  /// Starts; the address is bound when this returns.
  public static FakeS3 start(FakeS3Options options) {
    try {
      return new FakeS3(options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + options.bind(), e);
    }
  }

  /// The URL for clients, for example `http://127.0.0.1:34567`.
  public URI endpoint() {
    InetSocketAddress address = listener.address();
    String host = address.getAddress().getHostAddress();
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return URI.create("http://" + shown + ":" + address.getPort());
  }

  /// The key pair that it knows.
  public Credentials credentials() {
    return options.credentials();
  }

  /// The region of the endpoint.
  public String region() {
    return options.region();
  }

  /// Makes a private bucket without versioning in the endpoint's region.
  public Bucket createBucket(String name) {
    return buckets.create(name, options.region());
  }

  /// Makes a bucket in another region.
  public Bucket createBucket(String name, String region) {
    return buckets.create(name, region);
  }

  /// The bucket, to switch versioning or public reading.
  ///
  /// @throws NullPointerException if it does not exist
  public Bucket bucket(String name) {
    return Objects.requireNonNull(buckets.find(name), name);
  }

  /// Puts an object of real bytes.
  public StoredObject put(String bucket, String key, byte[] bytes) {
    Body body = new HeldBody(bytes.clone());
    return put(bucket, StoredObject.of(key, body, ETags.of(body), now()));
  }

  /// Puts an object of UTF-8 text.
  public StoredObject put(String bucket, String key, String text) {
    return put(bucket, StoredObject.of(key, Body.of(text), ETags.of(Body.of(text)), now()));
  }

  /// Puts an object of any size whose bytes are computed: see [SyntheticBody].
  public StoredObject putSynthetic(String bucket, String key, long size) {
    return putSynthetic(bucket, key, size, 0);
  }

  /// Puts another edition of a computed object: other bytes, another ETag.
  public StoredObject putSynthetic(String bucket, String key, long size, int edition) {
    Body body = SyntheticBody.of(key, edition, size);
    return put(bucket, StoredObject.of(key, body, ETags.synthetic(key, edition, size), now()));
  }

  /// Puts an object as it is, with any time, storage class or headers.
  public StoredObject put(String bucket, StoredObject object) {
    return bucket(bucket).put(object, current -> {});
  }

  /// Adds computed keys to a bucket.
  public void attach(String bucket, KeySpace keys) {
    bucket(bucket).attach(keys);
  }

  /// Moves the current version of an object to another storage class.
  public void archive(String bucket, String key, String storageClass, Archive archive) {
    bucket(bucket).alter(object(bucket, key).stored(storageClass, archive));
  }

  /// The object that a client would get now.
  ///
  /// @throws NullPointerException if there is none
  public StoredObject object(String bucket, String key) {
    return Objects.requireNonNull(bucket(bucket).current(key), key);
  }

  /// Whether a client would find that object.
  public boolean has(String bucket, String key) {
    return bucket(bucket).current(key) != null;
  }

  /// Deletes as a client would.
  public void delete(String bucket, String key) {
    bucket(bucket).delete(key, now(), current -> {});
  }

  private Instant now() {
    return options.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// What clients asked so far; two of these give a difference.
  public Counts counters() {
    return shape.counters().snapshot();
  }

  /// The requests that are being answered.
  public UnderWay underWay() {
    return shape.underWay();
  }

  /// How many connections were accepted so far.
  public long connections() {
    return listener.accepted();
  }

  /// Replaces the profile from the next request on.
  public void profile(Profile profile) {
    shape.profile(profile);
  }

  /// Puts a fault rule into force.
  public void fault(FaultRule rule) {
    shape.faults().add(rule);
  }

  /// Ends all fault rules.
  public void heal() {
    shape.faults().clear();
  }

  /// Holds all requests of one operation for one key until the gate is released.
  public Gate hold(S3Operation operation, String key) {
    Gate gate = new Gate();
    fault(FaultRule.on(new Fault.Hold(gate), operation).key(key));
    return gate;
  }

  /// Cuts all connections and stops.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the listener", e);
    }
  }
}
