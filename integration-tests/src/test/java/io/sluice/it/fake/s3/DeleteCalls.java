package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.StoredObject;
import java.io.IOException;

/// DeleteObject and DeleteObjects.
record DeleteCalls(WriteCalls writes) {

  HttpResponse delete(Bucket bucket, S3Request request) {
    String version = request.query().get("versionId", "");
    if (!version.isEmpty()) {
      bucket.removeVersion(request.key(), version);
      return HttpResponse.empty(204).with("x-amz-version-id", version);
    }
    StoredObject marker =
        bucket.delete(
            request.key(),
            writes.now(),
            current -> Conditions.checkWrite(bucket, request.headers(), request.key(), current));
    HttpResponse response = HttpResponse.empty(204);
    return marker == null
        ? response
        : response.with("x-amz-delete-marker", "true").with("x-amz-version-id", marker.versionId());
  }

  HttpResponse deleteAll(Bucket bucket, S3Request request) throws IOException {
    XmlElement document = XmlElement.parse(Payload.text(request));
    boolean quiet = document.text("Quiet", "false").equals("true");
    Xml xml = Xml.root("DeleteResult");
    for (XmlElement object : document.all("Object")) {
      String key = object.text("Key", "");
      String version = object.text("VersionId", "");
      if (version.isEmpty()) {
        bucket.delete(key, writes.now(), current -> {});
      } else {
        bucket.removeVersion(key, version);
      }
      if (!quiet) {
        xml.open("Deleted").leaf("Key", key).close("Deleted");
      }
    }
    return HttpResponse.xml(200, xml.close("DeleteResult").document());
  }
}
