package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlabPiecesTest {
  private static final int CHUNKS = 3;

  private record Taken(int number, int order) {
    int end() {
      return number + (1 << order);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void piecesNeverOverlapAndWhatIsFreeIsFound(long seed) {
    Random random = new Random(seed);
    SlabPieces pieces = new SlabPieces(CHUNKS);
    BitSet used = new BitSet();
    List<Taken> taken = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (taken.isEmpty() || random.nextInt(100) < (step / 1000 % 2 == 0 ? 60 : 40)) {
        int order = random.nextInt(SlabPieces.CHUNK + 1);
        int number = pieces.take(order);
        assertThat(number >= 0).isEqualTo(hasFree(used, order));
        if (number >= 0) {
          Taken piece = new Taken(number, order);
          assertThat(number % (1 << order)).isZero();
          assertThat(used.get(number, piece.end()).isEmpty()).isTrue();
          used.set(number, piece.end());
          taken.add(piece);
        }
      } else {
        Taken piece = taken.remove(random.nextInt(taken.size()));
        used.clear(piece.number(), piece.end());
        pieces.give(piece.number(), piece.order());
      }
    }
  }

  /// Whether all of some aligned piece is free.
  private static boolean hasFree(BitSet used, int order) {
    for (int at = 0; at < CHUNKS * SlabPieces.PIECES; at += 1 << order) {
      int next = used.nextSetBit(at);
      if (next < 0 || next >= at + (1 << order)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void anOrderHasRoomForTheBytesAndTheOneBelowHasNot() {
    for (int bytes = 1; bytes <= 1000 << 8; bytes += 1 + bytes / 50) {
      int order = SlabPieces.order(bytes, 1000);
      assertThat(1000 << order).isGreaterThanOrEqualTo(bytes);
      assertThat(order == 0 || (500 << order) < bytes).isTrue();
    }
  }
}
