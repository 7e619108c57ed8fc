package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.inode.listing.ListingPosition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WalkTest {
  private static final Duration TTL = Duration.ofSeconds(1);

  private final Walk walk = new Walk();

  private static ListingPosition at(String directory) {
    return ListingPosition.of(directory);
  }

  @Test
  void theSecondSiblingIsWorthAFlatPage() {
    assertThat(walk.misses(at("a/"), false)).isFalse();
    assertThat(walk.misses(at("a/"), false)).isFalse();
    assertThat(walk.misses(at("b/"), false)).isTrue();
  }

  @Test
  void soIsTheFirstOneOfAReaderThatGoesDown() {
    walk.wasRead(0);

    assertThat(walk.mayGoDown(TTL.toNanos())).isTrue();
    assertThat(walk.misses(at("a/"), true)).isTrue();
    assertThat(walk.mayGoDown(3 * TTL.toNanos())).isFalse();
  }

  @Test
  void pagesAreAskedForAheadOfAClientThatTakesSiblingsInTheirOrder() {
    walk.misses(at("a/"), false);
    walk.misses(at("b/"), false);
    walk.restarts("b/", 0);

    walk.ended("b/", "f/x");
    assertThat(walk.next(TTL, 0)).isNull();

    walk.hits(at("c/"));

    assertThat(walk.next(TTL, 0)).isEqualTo("f/x");
  }

  @Test
  void noPageIsAskedForAheadOfAClientThatIsTooSlowForIt() {
    walk.misses(at("a/"), true);
    walk.restarts("a/", 0);
    walk.ended("a/", "c/x");
    walk.asks("c/x");
    walk.ended("c/x", "e/x");
    walk.hits(at("d/"));

    assertThat(walk.next(TTL, TTL.toNanos() / 4)).isEqualTo("e/x");
    assertThat(walk.next(TTL, 2 * TTL.toNanos())).isNull();
  }

  @Test
  void aDirectoryToWhichTheClientComesBackIsNoSibling() {
    walk.misses(at("a/"), true);
    walk.restarts("a/", 0);
    walk.ended("a/", "c/x");
    walk.hits(at("a/b/"));

    assertThat(walk.misses(at("a/"), false)).isFalse();
  }

  @Test
  void siblingsBehindTheOneInWhichTheClientIsAreLeftAloneUntilItGoesOn() {
    walk.misses(at("a/"), false);
    walk.misses(at("b/"), false);
    walk.restarts("b/", 0);
    walk.ended("b/", "b/d/x");
    walk.hits(at("b/c/"));
    assertThat(walk.next(TTL, 0)).isEqualTo("b/d/x");

    walk.asks("b/d/x");
    walk.ended("b/d/x", "c/x");

    assertThat(walk.next(TTL, 0)).isNull();
  }

  @Test
  void aSiblingOfManyKeysIsNotFollowedUnlessTheClientGoesDownIntoIt() {
    walk.misses(at("a/"), true);
    walk.restarts("a/", 0);
    walk.ended("a/", "a/b/1000");
    assertThat(walk.next(TTL, 0)).isNull();

    walk.hits(at("a/b/"));

    assertThat(walk.next(TTL, 0)).isEqualTo("a/b/1000");
  }

  @Test
  void aFlatPageThatToldOnlyAPartMakesTheNextSiblingsPlainOnes() {
    walk.misses(at("a/"), true);
    walk.wasPartial();

    assertThat(walk.misses(at("b/"), false)).isFalse();
    assertThat(walk.misses(at("c/"), false)).isFalse();
  }

  @Test
  void aClientThatAsksHereAndThereHasAllListedOnce() {
    for (String directory : new String[] {"m/", "c/", "x/", "f/", "b/"}) {
      walk.misses(at(directory), false);
    }
    assertThat(walk.wantsSweep()).isTrue();
    walk.sweeps(new Sweep(List.of()));
    assertThat(walk.wantsSweep()).isFalse();
    assertThat(walk.next(TTL, 0)).isEmpty();

    walk.asks("");
    assertThat(walk.next(TTL, 0)).isNull();
    walk.ended("", "k/1");
    assertThat(walk.next(TTL, 0)).isEqualTo("k/1");

    walk.asks("k/1");
    walk.ended("k/1", null);
    assertThat(walk.next(TTL, 0)).isNull();
    assertThat(walk.goesOn()).isFalse();
  }
}
