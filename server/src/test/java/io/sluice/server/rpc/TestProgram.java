package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A program with what a server's programs have: quick answers, slow ones, large payloads, and
/// calls that must not be done twice.
final class TestProgram implements RpcProgram {
  static final int NUMBER = 200_500;
  static final int ECHO = 1;
  static final int PAYLOAD = 2;
  static final int COUNT = 3;
  static final int SLOW = 4;
  static final int BROKEN = 5;
  static final int SLOW_COUNT = 6;
  static final int BROKEN_ARGUMENTS = 7;
  static final int BROKEN_COUNT = 8;
  static final int FATAL = 9;
  static final int FATAL_REPLY = 10;
  static final int SLOW_PAYLOAD = 11;

  final AtomicInteger counted = new AtomicInteger();
  final CountDownLatch slowGate = new CountDownLatch(1);
  final Semaphore slowStarted = new Semaphore(0);

  /// Who does the slow calls, in the order in which they started.
  final List<Thread> slowThreads = new CopyOnWriteArrayList<>();

  private final Slab slab;

  TestProgram(Slab slab) {
    this.slab = slab;
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "TEST";
  }

  @Override
  public int lowVersion() {
    return 2;
  }

  @Override
  public int highVersion() {
    return 3;
  }

  @Override
  public boolean servesUdp() {
    return true;
  }

  @Override
  public boolean needsPrivilegedPort(int version, int number) {
    return number == COUNT;
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    return switch (number) {
      case ECHO -> new Echo(false);
      case PAYLOAD -> new Payload();
      case COUNT -> new Echo(true);
      case SLOW -> new Slow(false, false);
      case SLOW_COUNT -> new Slow(true, false);
      case SLOW_PAYLOAD -> new Slow(false, true);
      case BROKEN -> new Broken(false, false);
      case BROKEN_ARGUMENTS -> new Broken(true, false);
      case BROKEN_COUNT -> new Broken(false, true);
      case FATAL -> new Fatal(false);
      case FATAL_REPLY -> new Fatal(true);
      default -> null;
    };
  }

  /// Gives back what it got; counting, it is not idempotent and gives the number of times it was
  /// done.
  private final class Echo implements Procedure<byte[]> {
    private final boolean counts;

    Echo(boolean counts) {
      this.counts = counts;
    }

    @Override
    public String name() {
      return counts ? "COUNT" : "ECHO";
    }

    @Override
    public boolean isNonIdempotent() {
      return counts;
    }

    @Override
    public byte[] decode(XdrReader in) {
      return in.readOpaque(1 << 20);
    }

    @Override
    public int replyBound(byte[] arguments) {
      return arguments.length + 8;
    }

    @Override
    public Reply call(byte[] arguments, Caller caller, Patience patience) {
      if (!counts) {
        return out -> out.writeOpaque(arguments);
      }
      int count = counted.incrementAndGet();
      return out -> out.writeInt(count);
    }
  }

  /// Gives so many bytes without a copy.
  private final class Payload implements Procedure<Integer> {
    @Override
    public boolean givesPayload() {
      return true;
    }

    @Override
    public String name() {
      return "PAYLOAD";
    }

    @Override
    public Integer decode(XdrReader in) {
      return in.readInt();
    }

    @Override
    public Reply call(Integer length, Caller caller, Patience patience) {
      if (patience == Patience.AT_HAND) {
        throw WouldWait.INSTANCE;
      }
      Lease lease = Objects.requireNonNull(slab.lease(Math.max(length, 1), Duration.ofMinutes(1)));
      ByteBuffer bytes = lease.buffer().limit(length);
      for (int i = 0; i < length; i++) {
        bytes.put(i, (byte) i);
      }
      return out -> out.writePayload(lease);
    }
  }

  /// Waits at the gate; counting, it is not idempotent.
  private final class Slow implements Procedure<Boolean> {
    private final boolean counts;
    private final boolean givesPayload;

    Slow(boolean counts, boolean givesPayload) {
      this.counts = counts;
      this.givesPayload = givesPayload;
    }

    @Override
    public boolean givesPayload() {
      return givesPayload;
    }

    @Override
    public String name() {
      return counts ? "SLOW_COUNT" : "SLOW";
    }

    @Override
    public boolean isNonIdempotent() {
      return counts;
    }

    @Override
    public Boolean decode(XdrReader in) {
      return true;
    }

    @Override
    public Reply call(Boolean arguments, Caller caller, Patience patience) {
      if (patience == Patience.AT_HAND) {
        throw WouldWait.INSTANCE;
      }
      slowThreads.add(Thread.currentThread());
      slowStarted.release();
      try {
        slowGate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      int result = counts ? counted.incrementAndGet() : 42;
      return out -> out.writeInt(result);
    }
  }

  /// Ends with what is no exception: in its work, or in writing its results.
  private static final class Fatal implements Procedure<Boolean> {
    private final boolean inReply;

    Fatal(boolean inReply) {
      this.inReply = inReply;
    }

    @Override
    public String name() {
      return "FATAL";
    }

    @Override
    public boolean isNonIdempotent() {
      return !inReply;
    }

    @Override
    public Boolean decode(XdrReader in) {
      return true;
    }

    @Override
    public Reply call(Boolean arguments, Caller caller, Patience patience) {
      if (inReply) {
        return out -> {
          throw new LinkageError("a fault on purpose");
        };
      }
      throw new LinkageError("a fault on purpose");
    }
  }

  /// A procedure with a fault: in reading its arguments, or in writing its results.
  private final class Broken implements Procedure<Boolean> {
    private final boolean inArguments;
    private final boolean counts;

    Broken(boolean inArguments, boolean counts) {
      this.inArguments = inArguments;
      this.counts = counts;
    }

    @Override
    public boolean isNonIdempotent() {
      return counts;
    }

    @Override
    public String name() {
      return "BROKEN";
    }

    @Override
    public Boolean decode(XdrReader in) {
      if (inArguments) {
        throw new IllegalStateException("a fault on purpose");
      }
      return true;
    }

    @Override
    public Reply call(Boolean arguments, Caller caller, Patience patience) {
      if (counts) {
        counted.incrementAndGet();
      }
      return out -> {
        out.writeInt(1);
        throw new IllegalStateException("a fault on purpose");
      };
    }
  }
}
