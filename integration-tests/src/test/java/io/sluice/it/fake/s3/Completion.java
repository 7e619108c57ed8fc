package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.JoinedBody;
import io.sluice.it.fake.store.Part;
import io.sluice.it.fake.store.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a CompleteMultipartUpload makes of the parts it names.
///
/// @param crc32c of the whole object in base64, null if the upload asked for none
record Completion(Body body, String etag, @Nullable String crc32c) {
  /// The least that a part may have which is not the last.
  private static final long SMALLEST = 5L << 20;

  /// Joins the parts that `document` lists.
  ///
  /// @throws S3Refusal InvalidPart, InvalidPartOrder, EntityTooSmall, MalformedXML
  static Completion of(XmlElement document, Upload upload) {
    List<Part> parts = new ArrayList<>();
    for (XmlElement listed : document.all("Part")) {
      Part part = part(listed, upload);
      if (!parts.isEmpty() && parts.getLast().number() >= part.number()) {
        String message = "The list of parts was not in ascending order.";
        throw new S3Refusal(400, "InvalidPartOrder", message);
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw XmlParser.malformed();
    }
    checkSizes(parts);
    Body body = JoinedBody.of(parts.stream().map(Part::body).toList());
    return new Completion(
        body,
        ETags.ofParts(parts.stream().map(Part::etag).toList()),
        upload.checksummed() ? Checksum.CRC32C.of(body) : null);
  }

  /// The checksum as a header, if there is one.
  Map<String, String> checksum() {
    return crc32c == null ? Map.of() : Map.of(Checksum.CRC32C.header(), crc32c);
  }

  /// Compares size and checksum with what the request says of the whole object.
  ///
  /// @throws S3Refusal BadDigest, InvalidRequest
  void check(Headers headers) {
    String size = headers.get("x-amz-mp-object-size");
    if (size != null && Long.parseLong(size) != body.size()) {
      throw new S3Refusal(400, "InvalidRequest", "The parts are not as large as the header says");
    }
    String said = headers.get(Checksum.CRC32C.header());
    if (said != null && crc32c != null && !said.equals(crc32c)) {
      throw new S3Refusal(400, "BadDigest", "The checksum did not match the parts");
    }
  }

  private static Part part(XmlElement listed, Upload upload) {
    String number = listed.text("PartNumber", "0");
    String etag = listed.text("ETag", "").replace("\"", "");
    Part part = upload.part(Integer.parseInt(number.strip()));
    String crc32c = listed.text("ChecksumCRC32C", "");
    if (part == null || !part.etag().equals(etag) || !part.fits(crc32c)) {
      String message = "One or more of the specified parts could not be found.";
      throw new S3Refusal(400, "InvalidPart", message)
          .element("PartNumber", number)
          .element("ETag", etag);
    }
    return part;
  }

  private static void checkSizes(List<Part> parts) {
    for (Part part : parts.subList(0, parts.size() - 1)) {
      if (part.body().size() < SMALLEST) {
        String message = "Your proposed upload is smaller than the minimum allowed size";
        throw new S3Refusal(400, "EntityTooSmall", message)
            .element("PartNumber", "" + part.number())
            .element("ProposedSize", "" + part.body().size())
            .element("MinSizeAllowed", "" + SMALLEST);
      }
    }
  }
}
