package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Part;
import io.sluice.it.fake.store.StoredObject;
import io.sluice.it.fake.store.Upload;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Multipart uploads: create, parts, complete, abort.
record MultipartCalls(WriteCalls writes) {
  private static final int LAST_NUMBER = 10_000;

  HttpResponse create(Bucket bucket, S3Request request) {
    WriteCalls.checkKey(request.key());
    Upload upload =
        bucket
            .uploads()
            .create(
                request.key(),
                request.headers().get("x-amz-storage-class", "STANDARD"),
                ObjectHeaders.kept(request.headers()),
                Checksum.ofWhole(request.headers()),
                writes.now());
    Xml xml = Xml.root("InitiateMultipartUploadResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", request.key()).leaf("UploadId", upload.id());
    return HttpResponse.xml(200, xml.close("InitiateMultipartUploadResult").document());
  }

  HttpResponse uploadPart(Bucket bucket, S3Request request) throws IOException {
    Upload upload = find(bucket, request);
    int number = number(request);
    Payload payload = Payload.read(bucket, request);
    upload.put(part(upload, number, payload.body(), payload.etag()));
    HttpResponse response = HttpResponse.empty(200).with("etag", "\"" + payload.etag() + "\"");
    payload.checksums().forEach(response::with);
    return response;
  }

  /// A part with its checksum, if the upload asked for such.
  Part part(Upload upload, int number, Body body, String etag) {
    String crc32c = upload.checksummed() ? Checksum.CRC32C.of(body) : null;
    return new Part(number, body, etag, writes.now(), crc32c);
  }

  HttpResponse complete(Bucket bucket, S3Request request) throws IOException {
    Upload upload = find(bucket, request);
    Completion completion = Completion.of(XmlElement.parse(Payload.text(request)), upload);
    completion.check(request.headers());
    Map<String, String> kept = new HashMap<>(upload.headers());
    kept.putAll(completion.checksum());
    StoredObject object =
        writes.object(
            upload.key(), completion.body(), completion.etag(), upload.storageClass(), kept);
    StoredObject stored =
        bucket.put(
            object,
            current -> {
              Conditions.checkCompletion(bucket, request.headers(), object.key(), current);
              if (!bucket.uploads().remove(upload)) {
                throw noSuchUpload();
              }
            });
    Xml xml = Xml.root("CompleteMultipartUploadResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", stored.key()).leaf("ETag", "\"" + stored.etag() + "\"");
    if (completion.crc32c() != null) {
      xml.leaf("ChecksumCRC32C", completion.crc32c()).leaf("ChecksumType", "FULL_OBJECT");
    }
    return WriteCalls.versioned(
        HttpResponse.xml(200, xml.close("CompleteMultipartUploadResult").document()), stored);
  }

  HttpResponse abort(Bucket bucket, S3Request request) {
    bucket.uploads().remove(find(bucket, request));
    return HttpResponse.empty(204);
  }

  Upload find(Bucket bucket, S3Request request) {
    Upload upload = bucket.uploads().find(request.query().get("uploadId", ""), request.key());
    if (upload == null) {
      throw noSuchUpload();
    }
    return upload;
  }

  int number(S3Request request) {
    try {
      int number = Integer.parseInt(request.query().get("partNumber", ""));
      if (number >= 1 && number <= LAST_NUMBER) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw S3Refusal.invalidArgument("Part number must be an integer");
    }
    throw S3Refusal.invalidArgument("Part number must be between 1 and 10000, inclusive");
  }

  private static S3Refusal noSuchUpload() {
    String message = "The specified multipart upload does not exist.";
    return new S3Refusal(404, "NoSuchUpload", message);
  }
}
