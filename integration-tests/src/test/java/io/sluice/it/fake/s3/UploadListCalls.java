package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Part;
import io.sluice.it.fake.store.Upload;

/// ListParts and ListMultipartUploads.
record UploadListCalls(MultipartCalls multiparts) {
  private static final int MOST = 1000;

  HttpResponse listParts(Bucket bucket, S3Request request) {
    Upload upload = multiparts.find(bucket, request);
    int marker = number(request, "part-number-marker", 0);
    int most = Math.min(MOST, number(request, "max-parts", MOST));
    Xml xml = Xml.root("ListPartsResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", upload.key()).leaf("UploadId", upload.id());
    xml.leaf("PartNumberMarker", marker).leaf("MaxParts", most);
    int shown = 0;
    int last = marker;
    boolean truncated = false;
    for (Part part : upload.partsAfter(marker).values()) {
      truncated = shown == most;
      if (truncated) {
        break;
      }
      shown++;
      last = part.number();
      append(xml, part);
    }
    xml.leaf("IsTruncated", Boolean.toString(truncated)).leaf("NextPartNumberMarker", last);
    return HttpResponse.xml(200, xml.close("ListPartsResult").document());
  }

  private static void append(Xml xml, Part part) {
    xml.open("Part").leaf("PartNumber", part.number()).leaf("Size", part.body().size());
    xml.leaf("ETag", "\"" + part.etag() + "\"");
    if (part.crc32c() != null) {
      xml.leaf("ChecksumCRC32C", part.crc32c());
    }
    xml.leaf("LastModified", part.lastModified().toString()).close("Part");
  }

  /// All uploads in one page: tests never have thousands under way.
  HttpResponse listUploads(Bucket bucket, S3Request request) {
    String prefix = request.query().get("prefix", "");
    Xml xml = Xml.root("ListMultipartUploadsResult").leaf("Bucket", bucket.name());
    xml.leaf("Prefix", ListCalls.encoded(prefix, request.query())).leaf("IsTruncated", "false");
    if (request.query().has("encoding-type")) {
      xml.leaf("EncodingType", request.query().get("encoding-type", ""));
    }
    for (Upload upload : bucket.uploads().all(prefix)) {
      xml.open("Upload").leaf("Key", ListCalls.encoded(upload.key(), request.query()));
      xml.leaf("UploadId", upload.id());
      xml.leaf("StorageClass", upload.storageClass());
      xml.leaf("Initiated", upload.initiated().toString()).close("Upload");
    }
    return HttpResponse.xml(200, xml.close("ListMultipartUploadsResult").document());
  }

  private static int number(S3Request request, String parameter, int absent) {
    try {
      return Integer.parseInt(request.query().get(parameter, "" + absent));
    } catch (NumberFormatException e) {
      throw S3Refusal.invalidArgument(parameter + " must be an integer");
    }
  }
}
