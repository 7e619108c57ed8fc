package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// An S3 error answer. Expected, so without stack trace.
public final class S3Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /// Further elements of the error document, and headers; set before it is thrown.
  private final transient Map<String, String> elements = new LinkedHashMap<>();

  private final transient Map<String, String> headers = new LinkedHashMap<>();

  /// @param code an S3 error code, for example `NoSuchKey`
  public S3Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static S3Refusal noSuchKey(String key) {
    return new S3Refusal(404, "NoSuchKey", "The specified key does not exist.").element("Key", key);
  }

  static S3Refusal preconditionFailed(String condition) {
    String message = "At least one of the pre-conditions you specified did not hold";
    return new S3Refusal(412, "PreconditionFailed", message).element("Condition", condition);
  }

  static S3Refusal invalidArgument(String message) {
    return new S3Refusal(400, "InvalidArgument", message);
  }

  /// Adds an element to the error document.
  S3Refusal element(String name, String value) {
    elements.put(name, value);
    return this;
  }

  /// Adds a header to the answer.
  S3Refusal header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /// The answer; HEAD has no document.
  public HttpResponse response(boolean head) {
    Xml xml = new Xml().open("Error").leaf("Code", code).leaf("Message", "" + getMessage());
    elements.forEach(xml::leaf);
    HttpResponse response =
        head || status == 304
            ? HttpResponse.empty(status)
            : HttpResponse.xml(status, xml.close("Error").document());
    headers.forEach(response::with);
    return response;
  }
}
