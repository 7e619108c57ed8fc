package io.sluice.vfs.inode;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Lets callers that want the same thing at the same time share one request: the first one makes it
/// on its own thread, the others wait for its value or its failure. If the first one is
/// interrupted, another one makes it.
final class SingleFlight<K, V> {
  private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  V once(K key, Supplier<V> request) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    while (true) {
      CompletableFuture<V> other = flights.putIfAbsent(key, mine);
      if (other == null) {
        return fly(key, mine, request);
      }
      try {
        return await(other);
      } catch (CancellationException _) {
        // the interrupt was meant for the other thread alone
      }
    }
  }

  private V fly(K key, CompletableFuture<V> mine, Supplier<V> request) {
    try {
      V value = request.get();
      flights.remove(key, mine);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      flights.remove(key, mine);
      if (Thread.currentThread().isInterrupted()) {
        mine.cancel(false);
      } else {
        mine.completeExceptionally(e);
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
