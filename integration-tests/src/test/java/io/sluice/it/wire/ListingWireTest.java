package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_BAD_COOKIE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOTDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_TOOSMALL;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingWireTest extends WireTest {
  private static final int LARGE = 1 << 20;

  @Test
  void readdirShowsDotDotDotAndTheNames() {
    FileHandle file = file("dir/file", "x");
    FileHandle dir = directory("dir");

    Nfs3Results.Listing listing = client.readdir(dir, 0, LARGE);

    assertThat(listing.status()).isEqualTo(NFS3_OK);
    assertThat(listing.names()).containsExactly(".", "..", "file");
    assertThat(listing.entries().stream().map(Nfs3Results.Entry::fileid))
        .containsExactly(dir.fileid(), root.fileid(), file.fileid());
    assertThat(listing.entries().stream().map(Nfs3Results.Entry::cookie))
        .containsExactly(1L, 2L, file.fileid());
    assertThat(listing.eof()).isTrue();
    assertThat(listing.directory().attributes()).isEqualTo(client.getattr(dir).attributes());
  }

  @Test
  void readdirplusShowsAttributesAndHandlesToo() {
    FileHandle file = file("dir/file", "x");
    FileHandle dir = directory("dir");

    List<Nfs3Results.Entry> entries = client.readdirplus(dir, 0, LARGE, LARGE).entries();

    assertThat(entries.stream().map(Nfs3Results.Entry::handle)).containsExactly(dir, root, file);
    for (Nfs3Results.Entry entry : entries) {
      FileHandle handle = Objects.requireNonNull(entry.handle());
      assertThat(entry.attributes().attributes()).isEqualTo(client.getattr(handle).attributes());
    }
  }

  @Test
  void theRootIsItsOwnParent() {
    assertThat(client.readdir(root, 0, LARGE).entries())
        .extracting(Nfs3Results.Entry::fileid)
        .containsExactly(root.fileid(), root.fileid());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 512, 1000, 4096, LARGE})
  void aListingComesInPagesOfTheClientsSize(int count) {
    List<String> names = fill("dir", 100);
    FileHandle dir = directory("dir");

    assertThat(readdirAll(dir, count)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(readdirplusAll(dir, LARGE, count)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(readdirplusAll(dir, count, LARGE)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aPageIsFull() {
    fill("dir", 100);
    FileHandle dir = directory("dir");

    assertThat(client.readdir(dir, 0, 1024).bytes()).isBetween(1024 - 40, 1024);
    assertThat(client.readdirplus(dir, 0, LARGE, 4096).bytes()).isBetween(4096 - 160, 4096);
  }

  @Test
  void aListingGoesOnAfterNamesThatAreGone() {
    List<String> names = fill("dir", 30);
    FileHandle dir = directory("dir");
    Nfs3Results.Listing first = client.readdir(dir, 0, 600);
    List<String> seen = new ArrayList<>(first.names().subList(2, first.names().size()));

    seen.forEach(name -> assertThat(client.remove(dir, name).status()).isEqualTo(NFS3_OK));
    long cookie = first.entries().getLast().cookie();
    Nfs3Results.Listing rest = client.readdir(dir, cookie, LARGE);

    seen.addAll(rest.names());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(names);
    assertThat(rest.eof()).isTrue();
  }

  @Test
  void removingAllWhileListingRemovesAll() {
    fill("dir", 50);
    FileHandle dir = directory("dir");

    long cookie = 2;
    Nfs3Results.Listing page;
    do {
      page = client.readdir(dir, cookie, 500);
      page.names().forEach(name -> client.remove(dir, name));
      cookie = page.entries().isEmpty() ? cookie : page.entries().getLast().cookie();
    } while (!page.eof());

    assertThat(client.readdir(dir, 2, LARGE).names()).isEmpty();
  }

  @Test
  void afterTheLastNameComesNothing() {
    fill("dir", 3);
    FileHandle dir = directory("dir");
    long last = client.readdir(dir, 0, LARGE).entries().getLast().cookie();

    Nfs3Results.Listing rest = client.readdir(dir, last, LARGE);

    assertThat(rest.entries()).isEmpty();
    assertThat(rest.eof()).isTrue();
  }

  @Test
  void roomForNothingIsTooSmall() {
    fill("dir", 3);
    FileHandle dir = directory("dir");

    assertThat(client.readdir(dir, 0, 0).status()).isEqualTo(NFS3ERR_TOOSMALL);
    assertThat(client.readdir(dir, 2, 110).status()).isEqualTo(NFS3ERR_TOOSMALL);
    assertThat(client.readdirplus(dir, 2, LARGE, 200).status()).isEqualTo(NFS3ERR_TOOSMALL);
  }

  @Test
  void cookiesThatNeverWereAreRefused() {
    assertThat(client.readdir(root, 999_999, LARGE).status()).isEqualTo(NFS3ERR_BAD_COOKIE);
    assertThat(client.readdirplus(root, -1, LARGE, LARGE).status()).isEqualTo(NFS3ERR_BAD_COOKIE);
  }

  @Test
  void onlyDirectoriesAreListed() {
    FileHandle file = file("file", "x");

    assertThat(client.readdir(file, 0, LARGE).status()).isEqualTo(NFS3ERR_NOTDIR);
    assertThat(client.readdirplus(file, 0, LARGE, LARGE).status()).isEqualTo(NFS3ERR_NOTDIR);
    assertThat(client.readdir(staleHandle(), 0, LARGE).status()).isEqualTo(NFS3ERR_STALE);
  }

  private List<String> fill(String dir, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("name-" + i);
      file(dir + "/name-" + i, "x");
    }
    return names;
  }

  private List<String> readdirAll(FileHandle dir, int count) {
    List<String> names = new ArrayList<>();
    long cookie = 0;
    Nfs3Results.Listing page;
    do {
      page = client.readdir(dir, cookie, count);
      assertThat(page.bytes()).isLessThanOrEqualTo(count);
      names.addAll(page.names());
      cookie = page.entries().isEmpty() ? cookie : page.entries().getLast().cookie();
    } while (!page.eof());
    return names.subList(2, names.size());
  }

  private List<String> readdirplusAll(FileHandle dir, int dircount, int maxcount) {
    List<String> names = new ArrayList<>();
    long cookie = 0;
    Nfs3Results.Listing page;
    do {
      page = client.readdirplus(dir, cookie, dircount, maxcount);
      assertThat(page.bytes()).isLessThanOrEqualTo(maxcount);
      names.addAll(page.names());
      cookie = page.entries().isEmpty() ? cookie : page.entries().getLast().cookie();
    } while (!page.eof());
    return names.subList(2, names.size());
  }
}
