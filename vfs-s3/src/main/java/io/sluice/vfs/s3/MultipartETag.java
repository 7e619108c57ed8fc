package io.sluice.vfs.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tag that an object of parts gets from S3 and most stores like it: the MD5 of the MD5s of its
/// parts, and their number. Where a KMS encrypts, tags are no MD5s, and it gets another one.
public final class MultipartETag {
  private static final Pattern MD5 = Pattern.compile("\"[0-9a-f]{32}\"");

  private MultipartETag() {}

  /// The tag of an object.
  ///
  /// @param parts in the order of their numbers
  /// @return null if the tags of its parts are no MD5s
  public static @Nullable ETag of(List<UploadedPart> parts) {
    MessageDigest sum = md5();
    for (UploadedPart part : parts) {
      String tag = part.eTag().value();
      if (!MD5.matcher(tag).matches()) {
        return null;
      }
      sum.update(HexFormat.of().parseHex(tag, 1, tag.length() - 1));
    }
    return new ETag('"' + HexFormat.of().formatHex(sum.digest()) + '-' + parts.size() + '"');
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
