package io.sluice.server.store;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An S3 server on a folder: buckets are its folders, objects are the files in them.
///
/// What plain files cannot hold, this store cannot: a key beside keys below it (`x` and `x/y`),
/// keys with `//`, `.` or `..`, names longer than about 218 bytes; no versions.
public final class EmbeddedStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

  /// S3's rule for names (Amazon S3 User Guide, "General purpose bucket naming rules"), which
  /// S3Proxy enforces too.
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final Path directory;
  private final InetAddress host;
  private final S3Proxy proxy;
  private final StoreCredentials credentials;

  private EmbeddedStore(
      Path directory, InetAddress host, S3Proxy proxy, StoreCredentials credentials) {
    this.directory = directory;
    this.host = host;
    this.proxy = proxy;
    this.credentials = credentials;
  }

  /// Starts a store; requests are answered when this returns.
  ///
  /// @param directory is made if it does not exist
  /// @param address port 0 takes a free one
  /// @throws StoreException if the folder or the port cannot be used
  public static EmbeddedStore start(
      Path directory, InetSocketAddress address, StoreCredentials credentials) {
    try {
      Files.createDirectories(directory);
      S3Proxy proxy = proxy(directory, address, credentials);
      proxy.start();
      EmbeddedStore store = new EmbeddedStore(directory, address.getAddress(), proxy, credentials);
      LOG.debug("store {} serves {}", store.endpoint(), directory);
      return store;
    } catch (BindException e) {
      throw cannotListen(address, e);
    } catch (IOException e) {
      throw e.getCause() instanceof BindException
          ? cannotListen(address, e)
          : new StoreException(
              "The store cannot use the folder " + directory + ": choose another with --dir.", e);
    } catch (Exception e) {
      // S3Proxy.start() declares no less.
      throw new StoreException("The store cannot start: " + e.getMessage(), e);
    }
  }

  private static S3Proxy proxy(
      Path directory, InetSocketAddress address, StoreCredentials credentials) {
    return S3Proxy.builder()
        .blobStore(new FilesystemNio2BlobStore(directory.toAbsolutePath().toString()))
        .endpoint(url(address.getAddress(), address.getPort()))
        .awsAuthentication(
            AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
        .ignoreUnknownHeaders(true)
        .build();
  }

  private static StoreException cannotListen(InetSocketAddress address, Exception cause) {
    String port = address.getHostString() + ":" + address.getPort();
    return new StoreException(
        "The store cannot listen on " + port + ": choose another port with --port.", cause);
  }

  private static URI url(InetAddress host, int port) {
    String name = host.getHostAddress();
    return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
  }

  /// The URL for clients, with the real port.
  public URI endpoint() {
    return url(host, proxy.getPort());
  }

  /// The key pair that opens it.
  public StoreCredentials credentials() {
    return credentials;
  }

  /// Makes a bucket, which is a folder, unless it exists.
  ///
  /// @return the folder
  /// @throws StoreException if the name is none for a bucket, or the folder cannot be made
  public Path createBucket(String name) {
    if (!BUCKET.matcher(name).matches()) {
      IllegalArgumentException cause = new IllegalArgumentException(name);
      throw new StoreException(
          "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens.", cause);
    }
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new StoreException("The store cannot make the folder of bucket " + name + ".", e);
    }
  }

  /// Stops serving; the files stay.
  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      // S3Proxy.stop() declares no less. The process is about to end: nothing is left to save.
      LOG.warn("the store did not stop cleanly", e);
    }
  }
}
