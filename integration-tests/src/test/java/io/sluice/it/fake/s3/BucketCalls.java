package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Buckets;
import java.io.IOException;
import java.time.Instant;

/// Operations on buckets as such.
record BucketCalls(Buckets buckets, String region) {

  HttpResponse list() {
    Xml xml = Xml.root("ListAllMyBucketsResult").open("Owner").leaf("ID", "fake").close("Owner");
    xml.open("Buckets");
    for (Bucket bucket : buckets.all()) {
      xml.open("Bucket").leaf("Name", bucket.name());
      xml.leaf("CreationDate", Instant.EPOCH.toString()).close("Bucket");
    }
    return HttpResponse.xml(200, xml.close("Buckets").close("ListAllMyBucketsResult").document());
  }

  HttpResponse create(S3Request request) throws IOException {
    String name = request.address().bucket();
    if (buckets.find(name) != null) {
      String message = "Your previous request to create the named bucket succeeded";
      throw new S3Refusal(409, "BucketAlreadyOwnedByYou", message);
    }
    String document = Payload.text(request);
    String wanted =
        document.isEmpty() ? region : XmlElement.parse(document).text("LocationConstraint", region);
    buckets.create(name, wanted);
    return HttpResponse.empty(200).with("location", "/" + name);
  }

  HttpResponse head(Bucket bucket) {
    return HttpResponse.empty(200).with("x-amz-bucket-region", bucket.region());
  }

  HttpResponse delete(Bucket bucket) {
    if (!bucket.isEmpty()) {
      throw new S3Refusal(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
    buckets.remove(bucket.name());
    return HttpResponse.empty(204);
  }

  HttpResponse location(Bucket bucket) {
    String shown = bucket.region().equals("us-east-1") ? "" : bucket.region();
    return HttpResponse.xml(200, new Xml().leaf("LocationConstraint", shown).document());
  }

  HttpResponse versioning(Bucket bucket) {
    Xml xml = Xml.root("VersioningConfiguration");
    if (bucket.isVersioned()) {
      xml.leaf("Status", "Enabled");
    }
    return HttpResponse.xml(200, xml.close("VersioningConfiguration").document());
  }

  HttpResponse setVersioning(Bucket bucket, S3Request request) throws IOException {
    String status = XmlElement.parse(Payload.text(request)).text("Status", "");
    bucket.setVersioned(status.equals("Enabled"));
    return HttpResponse.empty(200);
  }
}
