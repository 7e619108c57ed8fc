package io.sluice.vfs.inode;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;

/// The source of a namespace that answers from memory only: whatever would ask S3 ends with
/// `NOT_AT_HAND`.
final class NotAtHand implements NameSource {
  @Override
  public void requireMayWait() {
    throw notAtHand();
  }

  @Override
  public Answer<Probe> probe(String path) {
    throw notAtHand();
  }

  @Override
  public Answer<HeadOutcome> head(String path) {
    throw notAtHand();
  }

  @Override
  public Answer<Boolean> isDirectory(String path) {
    throw notAtHand();
  }

  @Override
  public Answer<ListPage> list(String path, ListingPosition after) {
    throw notAtHand();
  }

  @Override
  public Answer<ListPage> listFlat(String path, String after) {
    throw notAtHand();
  }

  @Override
  public Answer<ListPage> listAll(String path) {
    throw notAtHand();
  }

  private static VfsException notAtHand() {
    return new VfsException(VfsError.NOT_AT_HAND, "S3 would have to be asked");
  }
}
