package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadedPart;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The parts that a completion names, as strict stores look at them.
///
/// @param sent what there is, by number
/// @param least bytes of a part that is not the last
/// @param alike whether all parts but the last must have one size
record CompletedParts(
    List<UploadedPart> parts, Map<Integer, MemoryBucket.Bytes> sent, int least, boolean alike) {

  /// The numbers of those that are not there so.
  List<Integer> differing() {
    return parts.stream().filter(this::differs).map(UploadedPart::number).toList();
  }

  private boolean differs(UploadedPart part) {
    MemoryBucket.Bytes there = sent.get(part.number());
    return there == null || !there.eTag().equals(part.eTag());
  }

  private int length(UploadedPart part) {
    return Objects.requireNonNull(sent.get(part.number())).bytes().length;
  }

  /// The bytes of all, none of which differs.
  ///
  /// @throws VfsException `IO` if the store does not join such parts
  byte[] joined() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int before = 0;
    for (UploadedPart part : parts) {
      boolean isLast = part.number() == parts.getLast().number();
      require(part.number() > before, "InvalidPartOrder", part);
      require(isLast || length(part) >= least, "EntityTooSmall", part);
      require(!alike || isAlike(part, isLast), "InvalidPart, not as long as others", part);
      before = part.number();
      bytes.writeBytes(Objects.requireNonNull(sent.get(before)).bytes());
    }
    return bytes.toByteArray();
  }

  private boolean isAlike(UploadedPart part, boolean isLast) {
    int first = length(parts.getFirst());
    return isLast ? length(part) <= first : length(part) == first;
  }

  private static void require(boolean holds, String code, UploadedPart part) {
    if (!holds) {
      throw new VfsException(VfsError.IO, code + ": " + part.number());
    }
  }
}
