package io.sluice.vfs.s3.listing;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.StrayBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Reads the answer to ListObjectsV2 (Amazon S3 API reference) straight from its bytes into a page.
///
/// The SDK does the same by way of a tree of elements and objects of its own. That code is large
/// and runs once for each element of each key: in a server that has just been started, compiling it
/// took longer than the requests.
public final class ListingParser {
  private static final byte[] ROOT = XmlCursor.ascii("ListBucketResult");
  private static final byte[] CONTENTS = XmlCursor.ascii("Contents");
  private static final int KEY = 0;
  private static final int LAST_MODIFIED = 1;
  private static final int E_TAG = 2;
  private static final int SIZE = 3;
  private static final int STORAGE_CLASS = 4;

  /// What is read of an object, each at its own number.
  private static final byte[][] OF_OBJECT = {
    XmlCursor.ascii("Key"),
    XmlCursor.ascii("LastModified"),
    XmlCursor.ascii("ETag"),
    XmlCursor.ascii("Size"),
    XmlCursor.ascii("StorageClass"),
  };

  private static final byte[] COMMON_PREFIXES = XmlCursor.ascii("CommonPrefixes");
  private static final byte[] PREFIX = XmlCursor.ascii("Prefix");
  private static final byte[] ENCODING_TYPE = XmlCursor.ascii("EncodingType");
  private static final byte[] IS_TRUNCATED = XmlCursor.ascii("IsTruncated");
  private static final byte[] TOKEN = XmlCursor.ascii("NextContinuationToken");

  private final XmlCursor xml;
  private final List<ObjectSummary> objects = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private boolean isEncoded;
  private boolean isTruncated;
  private @Nullable String token;

  private ListingParser(byte[] body, int length, boolean isEncoded) {
    this.xml = new XmlCursor(body, length);
    this.isEncoded = isEncoded;
  }

  /// Whether a body is a listing at all, and not an error or the page of a proxy.
  public static boolean isListing(byte[] body, int length) {
    try {
      XmlCursor xml = new XmlCursor(body, length);
      return xml.enter() && xml.is(ROOT);
    } catch (EOFException | SdkClientException e) {
      return false;
    }
  }

  /// The page.
  ///
  /// @param length of the body, which is the beginning of `body`
  /// @throws EOFException where the body ends too early: asked for again, it may be whole
  /// @throws SdkClientException for what is no listing, or half of one
  public static ListPage parse(byte[] body, int length) throws IOException {
    ListingParser first = new ListingParser(body, length, false);
    if (first.listing()) {
      return first.page();
    }
    // The server tells behind the keys that they are encoded.
    ListingParser second = new ListingParser(body, length, true);
    second.listing();
    return second.page();
  }

  /// Reads all; returns whether the names were read as they are meant.
  private boolean listing() throws IOException {
    if (!xml.enter() || !xml.is(ROOT)) {
      throw XmlCursor.malformed();
    }
    boolean wasEncoded = isEncoded;
    boolean isRight = true;
    while (xml.enter()) {
      if (xml.is(CONTENTS)) {
        objects.add(contents());
      } else if (xml.is(COMMON_PREFIXES)) {
        commonPrefixes();
      } else if (xml.is(IS_TRUNCATED)) {
        isTruncated = xml.text().equals("true");
      } else if (xml.is(TOKEN)) {
        token = xml.text();
      } else if (xml.is(ENCODING_TYPE)) {
        isEncoded = xml.text().equals("url");
        isRight = isEncoded == wasEncoded || (objects.isEmpty() && prefixes.isEmpty());
      } else {
        xml.skip();
      }
    }
    return isRight;
  }

  private ObjectSummary contents() throws IOException {
    @Nullable String[] texts = new @Nullable String[OF_OBJECT.length];
    // One place that takes texts, since the JVM compiles it anew wherever it is called.
    while (xml.enter()) {
      int which = xml.which(OF_OBJECT);
      if (which < 0) {
        xml.skip();
      } else {
        texts[which] = xml.text();
      }
    }
    return summary(texts);
  }

  private ObjectSummary summary(@Nullable String[] texts) {
    String key = texts[KEY];
    String modified = texts[LAST_MODIFIED];
    if (key == null) {
      throw SdkClientException.create("a listing with an object that has no key");
    }
    return new ObjectSummary(
        new ObjectKey(name(key)),
        size(texts[SIZE]),
        modified == null ? Instant.EPOCH : ListedTime.parse(modified),
        ETag.of(texts[E_TAG]),
        StorageTier.listed(texts[STORAGE_CLASS]));
  }

  private void commonPrefixes() throws IOException {
    while (xml.enter()) {
      if (xml.is(PREFIX)) {
        prefixes.add(name(xml.text()));
      } else {
        xml.skip();
      }
    }
  }

  private String name(String listed) {
    if (!isEncoded || (listed.indexOf('%') < 0 && listed.indexOf('+') < 0)) {
      return listed;
    }
    try {
      return decoded(listed.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw SdkClientException.create("a listing with a key that is not encoded as it says", e);
    }
  }

  /// As a form is decoded (`+` for a space), but for bytes that are not UTF-8: they are kept apart
  /// from text, which the JDK's decoder makes of them.
  private static String decoded(byte[] listed) {
    byte[] decoded = new byte[listed.length];
    int length = 0;
    for (int i = 0; i < listed.length; i++) {
      if (listed[i] == '%') {
        if (i + 2 >= listed.length) {
          throw new IllegalArgumentException("half a byte");
        }
        int high = HexFormat.fromHexDigit(listed[i + 1]);
        decoded[length++] = (byte) (high << 4 | HexFormat.fromHexDigit(listed[i + 2]));
        i += 2;
      } else {
        decoded[length++] = listed[i] == '+' ? (byte) ' ' : listed[i];
      }
    }
    return StrayBytes.text(decoded, length);
  }

  private static long size(@Nullable String listed) {
    try {
      return listed == null || listed.isEmpty() ? 0 : Long.parseLong(listed.strip());
    } catch (NumberFormatException e) {
      throw SdkClientException.create("a listing with a size that is no number", e);
    }
  }

  private ListPage page() {
    if (isTruncated && (token == null || token.isEmpty())) {
      // Half a listing would make the other half vanish.
      throw SdkClientException.create("a truncated listing without a token to go on with");
    }
    return new ListPage(objects, prefixes, isTruncated ? token : null);
  }
}
