package io.sluice.server.nfs3;

import static io.sluice.server.nfs3.Permissions.EXECUTE;
import static io.sluice.server.nfs3.Permissions.READ;
import static io.sluice.server.nfs3.Permissions.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.server.rpc.Credential;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PermissionsTest {
  private static final Requester ROOT = user(0, 0);
  private static final Requester OWNER = user(1000, 1000);
  private static final Requester MEMBER = user(1001, 1001, 50L);
  private static final Requester OTHER = user(1002, 1002);
  private static final AccessPolicy SHARED = new AccessPolicy(false, true, 1000);

  @Test
  void bitsAreThoseOfTheFirstClassThatTheUserIsIn() {
    FileAttributes file = file(FileType.REGULAR, 0754);

    assertThat(Permissions.of(file, OWNER)).isEqualTo(READ | WRITE | EXECUTE);
    assertThat(Permissions.of(file, MEMBER)).isEqualTo(READ | EXECUTE);
    assertThat(Permissions.of(file, OTHER)).isEqualTo(READ);
    assertThat(Permissions.of(file(FileType.REGULAR, 0077), OWNER)).isZero();
  }

  @Test
  void rootMayAllButExecuteWhatNobodyCan() {
    assertThat(Permissions.of(file(FileType.REGULAR, 0), ROOT)).isEqualTo(READ | WRITE);
    assertThat(Permissions.of(file(FileType.REGULAR, 010), ROOT)).isEqualTo(READ | WRITE | EXECUTE);
    assertThat(Permissions.of(file(FileType.DIRECTORY, 0), ROOT)).isEqualTo(READ | WRITE | EXECUTE);
  }

  @Test
  void theOwnerReadsAndWritesWhateverTheMode() {
    FileAttributes sealed = file(FileType.REGULAR, 0);

    assertThat(Permissions.allowReading(sealed, OWNER)).isTrue();
    assertThat(Permissions.allowWriting(sealed, OWNER)).isTrue();
    assertThat(Permissions.allowReading(sealed, OTHER)).isFalse();
    assertThat(Permissions.allowWriting(sealed, OTHER)).isFalse();
  }

  @Test
  void whoMayExecuteMayRead() {
    assertThat(Permissions.allowReading(file(FileType.REGULAR, 0711), OTHER)).isTrue();
  }

  @Test
  void x4_othersAreAdmittedOnlyByFlag() {
    AccessPolicy strict = new AccessPolicy(false, false, 1000);

    assertThat(strict.admits(ROOT)).isTrue();
    assertThat(strict.admits(OWNER)).isTrue();
    assertThat(strict.admits(OTHER)).isFalse();
    assertThat(SHARED.admits(OTHER)).isTrue();
  }

  @Test
  void x3_nobodyIsWhoGivesNoCredentials() {
    assertThat(Requester.of(new Credential.None()).uid()).isEqualTo(65534);
    assertThat(Requester.of(new Credential.Sys("host", 0xffff_fffeL, 3, List.of(4L))))
        .isEqualTo(user(-2, 3, 4L));
  }

  @Test
  void onlyOwnersSetModeAndTimes() {
    FileAttributes file = file(FileType.REGULAR, 0666);
    TimeChange then = new TimeChange.To(Instant.EPOCH);

    assertRefused(VfsError.NOT_PERMITTED, changes(0600, null, then), file, OTHER);
    assertRefused(VfsError.NOT_PERMITTED, changes(null, null, then), file, OTHER);
    assertAllowed(changes(0600, null, then), file, OWNER);
    assertAllowed(changes(0600, null, then), file, ROOT);
  }

  @Test
  void whoMayWriteMaySetTimesToNow() {
    AttributeChanges touch = changes(null, null, new TimeChange.Now());

    assertAllowed(touch, file(FileType.REGULAR, 0666), OTHER);
    assertRefused(VfsError.ACCESS_DENIED, touch, file(FileType.REGULAR, 0644), OTHER);
  }

  @Test
  void onlyRootGivesFilesAway() {
    FileAttributes file = file(FileType.REGULAR, 0644);
    AttributeChanges away = changes(null, 1002, new TimeChange.Keep());

    assertRefused(VfsError.NOT_PERMITTED, away, file, OWNER);
    assertAllowed(away, file, ROOT);
    assertAllowed(changes(null, 1000, new TimeChange.Keep()), file, OWNER);
  }

  @Test
  void whatOthersCreateIsTheirs() {
    AttributeChanges none = AttributeChanges.NONE;

    assertThat(Permissions.ofNewFile(none, OTHER, SHARED).uid()).isEqualTo(1002);
    assertThat(Permissions.ofNewFile(none, OTHER, SHARED).gid()).isEqualTo(1002);
    assertThat(Permissions.ofNewFile(none, OWNER, SHARED)).isEqualTo(none);
    assertThat(Permissions.ofNewFile(none, ROOT, SHARED)).isEqualTo(none);
  }

  @Test
  void inAStickyDirectoryOnlyOwnersRemove() {
    FileAttributes sticky = file(FileType.DIRECTORY, 01777);

    assertThat(Permissions.allowRemovingAnything(sticky, OTHER)).isFalse();
    assertThat(Permissions.allowRemovingAnything(sticky, OWNER)).isTrue();
    assertThat(Permissions.allowRemovingAnything(sticky, ROOT)).isTrue();
    assertThat(Permissions.allowRemovingAnything(file(FileType.DIRECTORY, 0777), OTHER)).isTrue();
  }

  private static void assertAllowed(
      AttributeChanges changes, FileAttributes file, Requester requester) {
    assertThatCode(() -> Permissions.check(changes, file, requester)).doesNotThrowAnyException();
  }

  private static void assertRefused(
      VfsError error, AttributeChanges changes, FileAttributes file, Requester requester) {
    assertThatExceptionOfType(VfsException.class)
        .isThrownBy(() -> Permissions.check(changes, file, requester))
        .extracting(VfsException::error)
        .isEqualTo(error);
  }

  private static AttributeChanges changes(
      @Nullable Integer mode, @Nullable Integer uid, TimeChange mtime) {
    return new AttributeChanges(mode, uid, null, null, new TimeChange.Keep(), mtime);
  }

  private static Requester user(int uid, int gid, Long... gids) {
    return new Requester(uid, gid, List.of(gids));
  }

  private static FileAttributes file(FileType type, int mode) {
    Instant time = Instant.EPOCH;
    return new FileAttributes(new FileId(9), type, mode, 1, 1000, 50, 0, 0, time, time, time);
  }
}
