package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Buckets;
import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.Part;
import io.sluice.it.fake.store.StoredObject;
import io.sluice.it.fake.store.Upload;
import java.util.Map;

/// CopyObject and UploadPartCopy. Bytes are shared, never copied.
record CopyCalls(Buckets buckets, WriteCalls writes, MultipartCalls multiparts) {
  /// The most that one copy may read.
  private static final long LARGEST = 5L << 30;

  HttpResponse copyObject(Bucket bucket, S3Request request) {
    StoredObject source = CopySource.find(buckets, request);
    WriteCalls.checkKey(request.key());
    checkSize(source.size());
    boolean replace = request.headers().get("x-amz-metadata-directive", "COPY").equals("REPLACE");
    String wantedClass = request.headers().get("x-amz-storage-class", "STANDARD");
    if (CopySource.isItself(request) && !replace && wantedClass.equals(source.storageClass())) {
      String message = "This copy request is illegal because it copies an object to itself";
      throw new S3Refusal(400, "InvalidRequest", message);
    }
    Map<String, String> kept = replace ? ObjectHeaders.kept(request.headers()) : source.headers();
    StoredObject object =
        writes.object(request.key(), source.body(), tag(source), wantedClass, kept);
    StoredObject stored = writes.store(bucket, object, request.headers());
    return WriteCalls.versioned(
        result("CopyObjectResult", stored.etag(), stored.lastModified().toString()), stored);
  }

  /// A copy is put whole, so its tag is an MD5, also of an object that was made of parts.
  private static String tag(StoredObject source) {
    return source.etag().contains("-")
        ? ETags.synthetic(source.etag(), 0, source.size())
        : source.etag();
  }

  HttpResponse uploadPartCopy(Bucket bucket, S3Request request) {
    StoredObject source = CopySource.find(buckets, request);
    String asked = request.headers().get("x-amz-copy-source-range");
    ByteRange range = ByteRange.of(asked, source.size());
    if (asked != null && range == null) {
      throw S3Refusal.invalidArgument("The x-amz-copy-source-range value must be bytes=first-last");
    }
    Body body = range == null ? source.body() : source.body().slice(range.first(), range.length());
    checkSize(body.size());
    long first = range == null ? 0 : range.first();
    String etag = ETags.synthetic(source.etag() + "@" + first, 0, body.size());
    Upload upload = multiparts.find(bucket, request);
    Part part = multiparts.part(upload, multiparts.number(request), body, etag);
    upload.put(part);
    return result("CopyPartResult", etag, part.lastModified().toString());
  }

  private static void checkSize(long size) {
    if (size > LARGEST) {
      String message = "The specified copy source is larger than the maximum: 5368709120";
      throw new S3Refusal(400, "InvalidRequest", message);
    }
  }

  private static HttpResponse result(String name, String etag, String lastModified) {
    Xml xml = Xml.root(name).leaf("LastModified", lastModified).leaf("ETag", "\"" + etag + "\"");
    return HttpResponse.xml(200, xml.close(name).document());
  }
}
