package io.sluice.vfs.inode;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import org.jspecify.annotations.Nullable;

/// The source of a namespace that answers from memory only: whatever would ask S3 ends with
/// `NOT_AT_HAND`.
final class NotAtHand implements NameSource {
  @Override
  public Probe probe(String path) {
    throw notAtHand();
  }

  @Override
  public HeadOutcome head(String path) {
    throw notAtHand();
  }

  @Override
  public boolean isDirectory(String path) {
    throw notAtHand();
  }

  @Override
  public ListPage list(String path, ListingPosition after, @Nullable String token) {
    throw notAtHand();
  }

  private static VfsException notAtHand() {
    return new VfsException(VfsError.NOT_AT_HAND, "S3 would have to be asked");
  }
}
