package io.sluice.vfs.inode;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Lets callers that want the same thing at the same time share one request: the first one makes it
/// on its own thread, the others wait for its value or its failure. If the first one is
/// interrupted, another one makes it.
final class SingleFlight<K, V> {
  /// @param askedAt when the request began
  private record Flight<V>(CompletableFuture<V> value, long askedAt) {}

  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();
  private final LongSupplier ticker;

  /// @param ticker nanoseconds that only grow
  SingleFlight(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /// The answer to `request`, or to the same request of another caller.
  ///
  /// @param ttl how much older than now the start of another caller's request may be
  Answer<V> once(K key, Ttl ttl, Supplier<V> request) {
    while (true) {
      Flight<V> mine = new Flight<>(new CompletableFuture<>(), ticker.getAsLong());
      Flight<V> flying =
          flights.compute(
              key,
              (same, other) ->
                  other != null && ttl.isFresh(other.askedAt(), mine.askedAt()) ? other : mine);
      if (flying.equals(mine)) {
        return new Answer<>(fly(key, mine, request), mine.askedAt());
      }
      try {
        return new Answer<>(await(flying.value()), flying.askedAt());
      } catch (CancellationException _) {
        // the interrupt was meant for the other thread alone
      }
    }
  }

  private V fly(K key, Flight<V> mine, Supplier<V> request) {
    try {
      V value = request.get();
      flights.remove(key, mine);
      mine.value().complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      flights.remove(key, mine);
      if (Thread.currentThread().isInterrupted()) {
        mine.value().cancel(false);
      } else {
        mine.value().completeExceptionally(e);
      }
      throw e;
    }
  }

  private static <V> V await(CompletableFuture<V> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
