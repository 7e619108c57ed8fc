package io.sluice.it.fake.s3;

import static io.sluice.it.fake.shape.S3Operation.*;

import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.shape.S3Operation;
import java.util.Set;

/// Which S3 operation a request is, by method, address, query and headers.
final class Routes {
  /// Parts of S3 that are not played here.
  private static final Set<String> STRANGE =
      Set.of(
          "acl",
          "attributes",
          "cors",
          "encryption",
          "legal-hold",
          "lifecycle",
          "policy",
          "renameObject",
          "replication",
          "restore",
          "retention",
          "tagging",
          "torrent",
          "versions");

  private Routes() {}

  static S3Operation operation(HttpRequest http, S3Address address) {
    if (http.query().parameters().keySet().stream().anyMatch(STRANGE::contains)) {
      return UNKNOWN;
    }
    if (address.bucket().isEmpty()) {
      return http.method().equals("GET") ? LIST_BUCKETS : UNKNOWN;
    }
    return address.key().isEmpty() ? onBucket(http.method(), http.query()) : onObject(http);
  }

  private static S3Operation onBucket(String method, Query query) {
    return switch (method) {
      case "HEAD" -> HEAD_BUCKET;
      case "DELETE" -> DELETE_BUCKET;
      case "PUT" -> query.has("versioning") ? PUT_BUCKET_VERSIONING : CREATE_BUCKET;
      case "POST" -> query.has("delete") ? DELETE_OBJECTS : UNKNOWN;
      case "GET" -> getBucket(query);
      default -> UNKNOWN;
    };
  }

  private static S3Operation getBucket(Query query) {
    if (query.has("location")) {
      return GET_BUCKET_LOCATION;
    }
    if (query.has("versioning")) {
      return GET_BUCKET_VERSIONING;
    }
    if (query.has("uploads")) {
      return LIST_MULTIPART_UPLOADS;
    }
    return query.get("list-type", "1").equals("2") ? LIST_OBJECTS_V2 : LIST_OBJECTS;
  }

  private static S3Operation onObject(HttpRequest http) {
    boolean upload = http.query().has("uploadId");
    return switch (http.method()) {
      case "HEAD" -> HEAD_OBJECT;
      case "GET" -> upload ? LIST_PARTS : GET_OBJECT;
      case "DELETE" -> upload ? ABORT_MULTIPART_UPLOAD : DELETE_OBJECT;
      case "POST" -> postObject(upload, http.query().has("uploads"));
      case "PUT" -> putObject(upload, http.headers().has("x-amz-copy-source"));
      default -> UNKNOWN;
    };
  }

  private static S3Operation postObject(boolean upload, boolean uploads) {
    if (upload) {
      return COMPLETE_MULTIPART_UPLOAD;
    }
    return uploads ? CREATE_MULTIPART_UPLOAD : UNKNOWN;
  }

  private static S3Operation putObject(boolean upload, boolean copy) {
    if (upload) {
      return copy ? UPLOAD_PART_COPY : UPLOAD_PART;
    }
    return copy ? COPY_OBJECT : PUT_OBJECT;
  }
}
