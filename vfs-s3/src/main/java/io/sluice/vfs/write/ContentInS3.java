package io.sluice.vfs.write;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.write.part.SessionParts;
import org.jspecify.annotations.Nullable;

/// Which object is there that the next one replaces, and how much of the present content it has.
///
/// Not safe for several threads: the session's lock guards it.
final class ContentInS3 {
  private final SessionParts parts;

  /// Null if there must be none.
  private @Nullable ETag eTag;

  /// The size of that object, if the file begins with its bytes.
  private @Nullable Long continuesFrom;

  /// The content that is in S3, whole; -1 if none is.
  private long published = -1;

  /// The content that was read to go on from it.
  private long loaded = -1;

  /// The bytes of the object that is there are not at hand.
  private boolean isElsewhere;

  ContentInS3(SessionParts parts, @Nullable ETag eTag) {
    this.parts = parts;
    this.eTag = eTag;
  }

  /// The object that is there; null if there must be none.
  @Nullable ETag eTag() {
    return eTag;
  }

  /// The size of that object if the file begins with its bytes; null: it does not.
  @Nullable Long continuesFrom() {
    return continuesFrom;
  }

  /// Bytes from the start that the object has that is there.
  long least() {
    return continuesFrom == null ? 0 : continuesFrom;
  }

  /// What the next object is put for.
  Precondition precondition() {
    return eTag == null ? new Precondition.Absent() : new Precondition.Unchanged(eTag);
  }

  /// Whether the object that is there has the present content.
  boolean isPublished() {
    return published == parts.revision();
  }

  /// Whether it has this revision of the content, or a later one.
  boolean isPublished(long revision) {
    return published >= revision;
  }

  /// Whether bytes of the object that is there are wanted and not at hand.
  boolean isElsewhere() {
    return isElsewhere;
  }

  /// Whether the present content is what was read to go on from it.
  boolean isLoaded() {
    return loaded == parts.revision();
  }

  /// A former process knew that the file begins with so many bytes of the object that is there.
  void begins(@Nullable Long size) {
    continuesFrom = size;
  }

  /// Another object is there by now that is ours to replace.
  void isNow(ETag other) {
    eTag = other;
  }

  /// The content of this revision is in S3, as this object.
  void published(long revision, ETag as, long size) {
    eTag = as;
    continuesFrom = size;
    published = revision;
  }

  /// The object that is there is what the session goes on from, from wherever its bytes come.
  void restsOn(ETag there) {
    eTag = there;
    continuesFrom = parts.size();
    isElsewhere = true;
    published = parts.revision();
  }

  /// The bytes that are needed of the object that is there are at hand, or will be copied.
  void loaded() {
    isElsewhere = false;
    published = parts.revision();
    loaded = published;
  }

  /// It begins anew, with nothing.
  void emptied() {
    isElsewhere = false;
    continuesFrom = null;
    published = -1;
  }
}
