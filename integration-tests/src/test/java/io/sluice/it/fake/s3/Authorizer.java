package io.sluice.it.fake.s3;

import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.store.Bucket;
import org.jspecify.annotations.Nullable;

/// Decides whether a request may go on: known key, right signature, right region.
///
/// @param region of the endpoint
public record Authorizer(Credentials credentials, String region) {

  /// @param bucket that the request is about, null if it is about none or it does not exist
  /// @throws S3Refusal if the request may not
  void check(S3Request request, @Nullable Bucket bucket) {
    Signature signature = Signature.of(request.http());
    if (signature == null) {
      checkAnonymous(request.operation(), bucket);
      return;
    }
    if (!signature.accessKey().equals(credentials.accessKey())) {
      String message = "The AWS Access Key Id you provided does not exist in our records.";
      throw new S3Refusal(403, "InvalidAccessKeyId", message);
    }
    checkRegion(signature, bucket);
    if (!signature.isBy(credentials.secretKey(), request.http())) {
      String message =
          "The request signature we calculated does not match the signature you provided.";
      throw new S3Refusal(403, "SignatureDoesNotMatch", message);
    }
  }

  private static void checkAnonymous(S3Operation operation, @Nullable Bucket bucket) {
    boolean reads =
        switch (operation) {
          case HEAD_BUCKET, LIST_OBJECTS, LIST_OBJECTS_V2, HEAD_OBJECT, GET_OBJECT -> true;
          default -> false;
        };
    if (bucket == null || !(reads ? bucket.isPublic() : bucket.isOpen())) {
      throw new S3Refusal(403, "AccessDenied", "Access Denied");
    }
  }

  /// As S3 does: a request signed for another region than the bucket's is told which one, by 301 if
  /// it was signed for this endpoint, else by 400.
  private void checkRegion(Signature signature, @Nullable Bucket bucket) {
    String right = bucket == null ? region : bucket.region();
    if (signature.region().equals(right)) {
      return;
    }
    if (bucket != null && signature.region().equals(region)) {
      String message =
          "The bucket you are attempting to access must be addressed using the specified endpoint.";
      throw new S3Refusal(301, "PermanentRedirect", message)
          .element("Bucket", bucket.name())
          .element("Endpoint", "s3." + right + ".amazonaws.com")
          .header("x-amz-bucket-region", right);
    }
    String wrong = "the region '" + signature.region() + "' is wrong; expecting '" + right + "'";
    throw Signature.malformed("The authorization header is malformed; " + wrong)
        .element("Region", right)
        .header("x-amz-bucket-region", right);
  }
}
