package io.sluice.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ListingRoomTest {
  private static final int SMALL_ENTRY = 4 + 8 + (4 + 4) + 8;

  private final FileHandles handles = new FileHandles(new byte[FileHandles.KEY_SIZE]);

  @Test
  void anEntryIsAsLargeAsItSays() {
    for (String name : new String[] {"a", "four", "fives", "eight888"}) {
      Entry3 plain = entry(name, null);
      Entry3 bare = entry(name, plus(PostOpAttr.ABSENT));
      assertThat(plain.size()).isEqualTo(Wire.size(plain::write));
      assertThat(bare.size()).isEqualTo(Wire.size(bare::write));
    }
    assertThat(entry("a", null).size()).isEqualTo(Entry3.LEAST);
    assertThat(entry("a", plus(PostOpAttr.ABSENT)).size())
        .isEqualTo(Entry3.LEAST + Entry3.Plus.LEAST);
  }

  @Test
  void aReplyFillsTheRoomToTheByte() {
    ListingRoom room = new ListingRoom(ListingReply.FRAME + 3 * SMALL_ENTRY, 1 << 20, Entry3.LEAST);

    for (int i = 0; i < 3; i++) {
      assertThat(room.isFull()).isFalse();
      assertThat(room.add(entry("abcd", null))).isTrue();
    }
    assertThat(room.isFull()).isTrue();
    assertThat(room.add(entry("abcd", null))).isFalse();

    ListingReply reply = new ListingReply(PostOpAttr.ABSENT, room.entries(), false);
    int withAttributes = Wire.size(reply::encode) + PostOpAttr.LARGEST - 4;
    assertThat(withAttributes - 4).isEqualTo(ListingReply.FRAME + 3 * SMALL_ENTRY);
  }

  @Test
  void oneByteLessIsOneEntryLess() {
    ListingRoom room =
        new ListingRoom(ListingReply.FRAME + 2 * SMALL_ENTRY - 1, 1 << 20, Entry3.LEAST);

    assertThat(room.add(entry("abcd", null))).isTrue();
    assertThat(room.isFull()).isTrue();
  }

  @Test
  void aNameThatDoesNotFitEndsTheReply() {
    ListingRoom room = new ListingRoom(ListingReply.FRAME + 60, 1 << 20, Entry3.LEAST);

    assertThat(room.add(entry("a-name-of-more-than-thirty-six-bytes", null))).isTrue();
    assertThat(room.add(entry("a", null))).isFalse();
    assertThat(room.entries()).hasSize(1);
  }

  @Test
  void theRoomForNamesCountsToo() {
    ListingRoom room = new ListingRoom(1 << 20, 2 * (SMALL_ENTRY - 4), Entry3.LEAST);

    assertThat(room.add(entry("a", null))).isTrue();
    assertThat(room.add(entry("b", null))).isTrue();
    assertThat(room.isFull()).isTrue();
  }

  @Test
  void theFirstEntryMayExceedTheRoomForNames() {
    ListingRoom room = new ListingRoom(1 << 20, 0, Entry3.LEAST);

    assertThat(room.add(entry("a", null))).isTrue();
    assertThat(room.isFull()).isTrue();
  }

  @Test
  void noRoomIsFullAtOnce() {
    assertThat(new ListingRoom(0, 0, Entry3.LEAST).isFull()).isTrue();
    assertThat(new ListingRoom(ListingReply.FRAME, 1 << 20, Entry3.LEAST).most()).isZero();
  }

  @Test
  void noReplyIsLargerThanOneMebibyte() {
    ListingRoom room = new ListingRoom(0xffff_ffffL, 0xffff_ffffL, Entry3.LEAST);

    assertThat(room.most()).isEqualTo(((1 << 20) - ListingReply.FRAME) / Entry3.LEAST);
  }

  private static Entry3 entry(String name, Entry3.@Nullable Plus plus) {
    return new Entry3(5, Filename3.of(FileName.of(name)), 5, plus);
  }

  private Entry3.Plus plus(PostOpAttr attributes) {
    return new Entry3.Plus(attributes, new PostOpFh3(handles.of(1, new FileId(5))));
  }
}
