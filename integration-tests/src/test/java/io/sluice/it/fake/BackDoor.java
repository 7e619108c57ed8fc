package io.sluice.it.fake;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.http.HttpHandler;
import io.sluice.it.fake.http.HttpListener;
import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.http.ResponseWriter;
import io.sluice.it.fake.store.Body;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;

/// The back door of a [FakeS3] that is a process of its own: another port, where a GET without
/// credentials looks at the counters or changes a bucket, uncounted and without delay.
///
/// `/counts` · `/put?key=K&text=T` · `/delete?key=K` · `/churn?directory=D` · `/calm` ·
/// `/sum?key=K` · `/sums?prefix=P` · `/history` · `/uploads` (see [WrittenObjects]) · `/fault?...`
/// (see [DoorFaults]) · `/heal`
final class BackDoor implements HttpHandler {
  private static final ResponseWriter.Gait UNSLOWED =
      new ResponseWriter.Gait() {
        @Override
        public int chunk() {
          return Integer.MAX_VALUE;
        }

        @Override
        public void pass(int bytes) {
          // nothing slows or counts
        }
      };

  private final FakeS3 s3;
  private final String bucket;
  private final Churn churn;
  private final WrittenObjects written;
  private final DoorFaults faults;

  private BackDoor(FakeS3 s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
    this.churn = new Churn(s3, bucket);
    this.written = new WrittenObjects(s3.bucket(bucket));
    this.faults = new DoorFaults(s3);
  }

  /// Begins to listen, until the process ends, and returns the address with the real port.
  static InetSocketAddress open(FakeS3 s3, String bucket, InetSocketAddress address)
      throws IOException {
    BackDoor door = new BackDoor(s3, bucket);
    return HttpListener.start(address, () -> door).address();
  }

  @Override
  public After answer(HttpRequest request, ResponseWriter writer) throws IOException {
    writer.write(carryOut(request), Long.MAX_VALUE, UNSLOWED, bytes -> {});
    return After.KEEP;
  }

  private HttpResponse carryOut(HttpRequest request) {
    Query query = request.query();
    return switch (request.path()) {
      case "/counts" -> text(s3.counters().lines());
      case "/put" -> {
        s3.put(bucket, key(query), query.get("text", ""));
        yield text("");
      }
      case "/delete" -> {
        s3.delete(bucket, key(query));
        yield text("");
      }
      case "/churn" -> {
        churn.start(query.get("directory", ""));
        yield text("");
      }
      case "/calm" -> text(churn.stop() + "\n");
      case "/sum" -> text(written.sum(key(query)));
      case "/sums" -> text(written.sums(query.get("prefix", "")));
      case "/history" -> text(written.history());
      case "/uploads" -> text(written.uploads());
      case "/fault" -> {
        faults.begin(query);
        yield text("");
      }
      case "/heal" -> {
        faults.heal();
        yield text("");
      }
      default -> HttpResponse.empty(404);
    };
  }

  private static String key(Query query) {
    return Objects.requireNonNull(query.get("key"), "key=");
  }

  private static HttpResponse text(String text) {
    return new HttpResponse(200, new Headers(), Body.of(text));
  }
}
