package io.sluice.vfs.s3.sdk;

import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.listing.ListingParser;
import io.sluice.vfs.s3.listing.XmlCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The body of one answer to ListObjectsV2, kept from the SDK, which gets an empty listing in its
/// place. What is no listing goes on to the SDK, which knows errors, also those under status 200.
///
/// Filled by threads of the HTTP client, one after the other; read by the thread that waited for
/// the answer, so after them.
final class ListBody {
  private static final byte[] EMPTY_LISTING = XmlCursor.ascii("<ListBucketResult/>");
  private static final int FIRST_CAPACITY = 16 * 1024;

  /// A page of 1,000 keys of 1 KiB, each byte of which takes three, has not so many.
  private static final int MOST = 16 << 20;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private boolean isListing;

  /// Adds a piece.
  void add(ByteBuffer piece) {
    int count = piece.remaining();
    if (length + count > MOST) {
      throw SdkClientException.create("a listing of more than " + MOST + " bytes");
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    piece.get(bytes, length, count);
    length += count;
  }

  /// All is there. Returns what the SDK is to read.
  List<ByteBuffer> forSdk() {
    isListing = ListingParser.isListing(bytes, length);
    return List.of(isListing ? ByteBuffer.wrap(EMPTY_LISTING) : ByteBuffer.wrap(bytes, 0, length));
  }

  /// The page, once the SDK has found nothing wrong with the answer.
  ///
  /// @throws SdkClientException for an answer that is no listing
  /// @throws IOException for one that breaks off
  ListPage page() throws IOException {
    if (!isListing) {
      throw SdkClientException.create("a body that is no listing");
    }
    return ListingParser.parse(bytes, length);
  }
}
