package io.sluice.vfs.write;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.log.SessionRecord;
import org.jspecify.annotations.Nullable;

/// What became of a file in writing, and what of that the namespace was told.
///
/// Not safe for several threads: its session's lock guards it.
final class Untold {
  private @Nullable Publication publication;
  private int toldPublication;
  private int knownPublication;
  private boolean hasToldFailure;

  @Nullable Publication publication() {
    return publication;
  }

  /// An object was put.
  void published(ETag eTag, long size) {
    publication = new Publication(eTag, size, publication == null ? 1 : publication.number() + 1);
  }

  /// Whether the last object was not told yet.
  boolean isPublicationNew() {
    return publication != null && publication.number() > toldPublication;
  }

  private boolean isFailureNew(SessionState state) {
    return state instanceof SessionState.Failed && !hasToldFailure;
  }

  /// Whether [#next] has something to tell.
  boolean isAny(SessionState state) {
    return isPublicationNew() || isFailureNew(state);
  }

  /// The namespace knows of this object, or a later one.
  void known(Publication told) {
    knownPublication = Math.max(knownPublication, told.number());
  }

  /// Whether the namespace knows of the last object.
  boolean isKnown() {
    return publication != null && publication.number() <= knownPublication;
  }

  /// What became of it since this was last asked; null if nothing did.
  @Nullable SessionNews next(SessionState state, SessionRecord.Attributes attributes) {
    if (publication != null && isPublicationNew()) {
      toldPublication = publication.number();
      return new SessionNews.Published(publication, attributes);
    }
    if (isFailureNew(state)) {
      hasToldFailure = true;
      return new SessionNews.Failed();
    }
    return null;
  }
}
