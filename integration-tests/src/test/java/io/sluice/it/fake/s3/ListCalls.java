package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.store.Archive;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.KeyOrder;
import io.sluice.it.fake.store.Listing;
import io.sluice.it.fake.store.StoredObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// ListObjectsV2 and ListObjects.
final class ListCalls {
  private static final int MOST = 1000;

  private ListCalls() {}

  static HttpResponse listV2(Bucket bucket, S3Request request) {
    Query query = request.query();
    String token = query.get("continuation-token");
    String startAfter = query.get("start-after", "");
    String from = startAfter.isEmpty() ? "" : startAfter + '\0';
    Listing page = list(bucket, query, token == null ? from : key(token));
    Xml xml = begin(bucket, query, page);
    xml.leaf("KeyCount", page.keyCount());
    if (!startAfter.isEmpty()) {
      xml.leaf("StartAfter", encoded(startAfter, query));
    }
    if (token != null) {
      xml.leaf("ContinuationToken", token);
    }
    if (page.resume() != null) {
      xml.leaf("NextContinuationToken", token(page.resume()));
    }
    boolean owner = query.get("fetch-owner", "").equals("true");
    String optional = request.headers().get("x-amz-optional-object-attributes", "");
    return end(xml, page, query, owner, optional.contains("RestoreStatus"));
  }

  static HttpResponse listV1(Bucket bucket, S3Request request) {
    Query query = request.query();
    String marker = query.get("marker", "");
    String delimiter = query.get("delimiter", "");
    Listing page = list(bucket, query, afterMarker(marker, delimiter));
    Xml xml = begin(bucket, query, page).leaf("Marker", encoded(marker, query));
    if (page.resume() != null && !delimiter.isEmpty()) {
      xml.leaf("NextMarker", encoded(page.last(), query));
    }
    return end(xml, page, query, true, false);
  }

  /// In version 1 the marker may be a common prefix of the page before, which is done with.
  private static String afterMarker(String marker, String delimiter) {
    boolean done = !delimiter.isEmpty() && marker.endsWith(delimiter);
    if (done) {
      return KeyOrder.after(marker);
    }
    return marker.isEmpty() ? "" : marker + '\0';
  }

  private static Listing list(Bucket bucket, Query query, String from) {
    String prefix = query.get("prefix", "");
    String delimiter = query.get("delimiter", "");
    return Listing.of(bucket::ceiling, new Listing.Ask(prefix, delimiter, from, maxKeys(query)));
  }

  private static int maxKeys(Query query) {
    try {
      int asked = Integer.parseInt(query.get("max-keys", "" + MOST));
      if (asked >= 0) {
        return Math.min(asked, MOST);
      }
    } catch (NumberFormatException e) {
      throw S3Refusal.invalidArgument("Provided max-keys not an integer or within integer range");
    }
    throw S3Refusal.invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
  }

  private static Xml begin(Bucket bucket, Query query, Listing page) {
    Xml xml = Xml.root("ListBucketResult").leaf("Name", bucket.name());
    xml.leaf("Prefix", encoded(query.get("prefix", ""), query));
    xml.leaf("MaxKeys", maxKeys(query));
    if (query.has("delimiter")) {
      xml.leaf("Delimiter", encoded(query.get("delimiter", ""), query));
    }
    if (query.has("encoding-type")) {
      xml.leaf("EncodingType", query.get("encoding-type", ""));
    }
    return xml.leaf("IsTruncated", Boolean.toString(page.resume() != null));
  }

  private static HttpResponse end(
      Xml xml, Listing page, Query query, boolean owner, boolean restoreStatus) {
    for (StoredObject object : page.objects()) {
      xml.open("Contents").leaf("Key", encoded(object.key(), query));
      xml.leaf("LastModified", milliseconds(object)).leaf("ETag", "\"" + object.etag() + "\"");
      xml.leaf("Size", object.size()).leaf("StorageClass", object.storageClass());
      if (owner) {
        xml.open("Owner").leaf("ID", "fake").close("Owner");
      }
      if (restoreStatus && object.archive() != Archive.READABLE) {
        boolean underWay = object.archive() == Archive.RESTORING;
        xml.open("RestoreStatus").leaf("IsRestoreInProgress", Boolean.toString(underWay));
        if (object.archive() == Archive.RESTORED) {
          xml.leaf("RestoreExpiryDate", "2100-01-01T00:00:00.000Z");
        }
        xml.close("RestoreStatus");
      }
      xml.close("Contents");
    }
    for (String prefix : page.commonPrefixes()) {
      xml.open("CommonPrefixes").leaf("Prefix", encoded(prefix, query)).close("CommonPrefixes");
    }
    return HttpResponse.xml(200, xml.close("ListBucketResult").document());
  }

  private static String milliseconds(StoredObject object) {
    return object.lastModified().toString().replace("Z", ".000Z");
  }

  static String encoded(String text, Query query) {
    return query.get("encoding-type", "").toLowerCase(Locale.ROOT).equals("url")
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/")
        : text;
  }

  private static String token(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String key(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Refusal.invalidArgument("The continuation token provided is incorrect");
    }
  }
}
