package io.sluice.vfs.s3.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Makes answers readable that repeat a key with control characters. XML 1.0 has no way to write
/// them, so the SDK would refuse the whole answer; the key in it interests nobody.
public final class EchoedKeyInterceptor implements ExecutionInterceptor {
  private static final Set<String> OPERATIONS =
      Set.of("CreateMultipartUpload", "CompleteMultipartUpload", "ListParts");

  /// A page of 1,000 parts has about 300 KiB.
  private static final int MOST = 4 << 20;

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
    return OPERATIONS.contains(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
        ? answer.responsePublisher().map(EchoedKeyInterceptor::readable)
        : answer.responsePublisher();
  }

  private static Publisher<ByteBuffer> readable(Publisher<ByteBuffer> pieces) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    return SdkPublisher.adapt(pieces)
        .filter(piece -> {
          add(piece, whole);
          return false;
        })
        .addTrailingData(() -> List.of(ByteBuffer.wrap(XmlControls.replaced(whole.toByteArray()))));
  }

  private static void add(ByteBuffer piece, ByteArrayOutputStream whole) {
    if (whole.size() + piece.remaining() > MOST) {
      throw SdkClientException.create("an answer of more than " + MOST + " bytes");
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    whole.writeBytes(bytes);
  }
}
