package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpHandler;
import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.http.ResponseWriter;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.Link;
import io.sluice.it.fake.shape.Pacer;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.HeldBody;
import io.sluice.it.fake.store.JoinedBody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The requests of one connection: each is counted, meets its fault, is carried out, and is
/// answered at the pace of the profile.
public final class Conversation implements HttpHandler {
  private final S3Service service;
  private final Shape shape;

  /// The profile that the pipes below belong to.
  private Shape.InForce inForce;

  private Link in;
  private Link out;

  /// Begins a connection.
  public Conversation(S3Service service, Shape shape) {
    this.service = service;
    this.shape = shape;
    this.inForce = shape.inForce();
    this.in = link(inForce.in());
    this.out = link(inForce.out());
  }

  private Link link(Pacer shared) {
    Pacer own = new Pacer(inForce.profile().connectionBandwidth());
    return new Link(own, shared, shape.timer());
  }

  private void takeProfile() {
    Shape.InForce now = shape.inForce();
    if (!inForce.equals(now)) {
      inForce = now;
      in = link(now.in());
      out = link(now.out());
    }
  }

  @Override
  public After answer(HttpRequest http, ResponseWriter writer) throws IOException {
    takeProfile();
    S3Request request = S3Request.of(http);
    shape.counters().request(request.operation());
    shape.underWay().begin(request.operation());
    try {
      return meet(request, writer);
    } finally {
      shape.underWay().end(request.operation());
    }
  }

  private After meet(S3Request request, ResponseWriter writer) throws IOException {
    Fault fault = shape.faults().meet(request.operation(), request.key());
    return switch (fault) {
      case Fault.None() -> reply(request, writer);
      case Fault.Status(int status, String code) -> {
        S3Refusal refusal = new S3Refusal(status, code, "A fault rule says so");
        write(request, refusal.response(request.http().isHead()), writer, Long.MAX_VALUE);
        yield After.KEEP;
      }
      case Fault.Reset() -> After.RESET;
      case Fault.LostAnswer() -> {
        carryOut(request);
        yield After.RESET;
      }
      case Fault.Truncate(long bytes) -> {
        write(request, carryOut(request), writer, bytes);
        yield After.CLOSE;
      }
      case Fault.Flip(long offset) -> {
        write(request, flipped(carryOut(request), offset), writer, Long.MAX_VALUE);
        yield After.KEEP;
      }
      case Fault.Delay(Duration duration) -> {
        pause(duration);
        yield reply(request, writer);
      }
      case Fault.Hold(var gate) -> gate.pass() ? reply(request, writer) : After.CLOSE;
      case Fault.BlackHole(var gate) -> {
        gate.pass();
        yield After.CLOSE;
      }
    };
  }

  private static HttpResponse flipped(HttpResponse response, long offset) {
    Body body = response.body();
    byte[] other = {(byte) (body.at(offset) ^ 1)};
    Body damaged =
        JoinedBody.of(
            List.of(
                body.slice(0, offset),
                new HeldBody(other),
                body.slice(offset + 1, body.size() - offset - 1)));
    return new HttpResponse(response.status(), response.headers(), damaged);
  }

  private After reply(S3Request request, ResponseWriter writer) throws IOException {
    write(request, carryOut(request), writer, Long.MAX_VALUE);
    return After.KEEP;
  }

  private HttpResponse carryOut(S3Request request) throws IOException {
    HttpResponse response = service.answer(request.through(shape.counters(), in));
    pause(inForce.profile().latency(request.operation()));
    return response;
  }

  private void write(S3Request request, HttpResponse response, ResponseWriter writer, long limit)
      throws IOException {
    ResponseWriter.Gait gait =
        new ResponseWriter.Gait() {
          @Override
          public int chunk() {
            return out.chunk();
          }

          @Override
          public void pass(int bytes) {
            out.pass(bytes);
          }
        };
    writer.write(
        response,
        request.http().isHead() ? 0 : limit,
        gait,
        bytes -> shape.counters().sent(request.operation(), bytes));
  }

  private void pause(Duration duration) {
    if (duration.isPositive()) {
      shape.timer().waitUntil(shape.timer().now() + duration.toNanos());
    }
  }
}
