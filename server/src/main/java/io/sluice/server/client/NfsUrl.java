package io.sluice.server.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `nfs://HOST[:PORT]/EXPORT/PATH` (after RFC 2224): where an export ends and the path below it
/// begins is for the server to say.
///
/// @param host a name or an address, IPv6 without brackets
/// @param path begins with `/`; decoded
public record NfsUrl(String host, int port, String path) {
  /// The port of NFS.
  public static final int DEFAULT_PORT = 2049;

  private static final Pattern FORM =
      Pattern.compile("nfs://(\\[[^\\]/]+\\]|[^:/\\[\\]]+)(?::(\\d{1,5}))?(/.*)?");

  /// Reads what a person typed. Only `%` has a meaning in the path: `%20` is a blank, `%25` a `%`.
  ///
  /// @throws NfsClientException if it is not such a URL
  public static NfsUrl parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new NfsClientException(
          Text.printable(text) + " is not of the form nfs://HOST[:PORT]/EXPORT/PATH");
    }
    String host = form.group(1);
    String path = form.group(3);
    return new NfsUrl(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port(text, form.group(2)),
        path == null ? "/" : decode(text, path));
  }

  /// The names that the path leads through; empty ones and `.` are left out.
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  private static int port(String text, @Nullable String digits) {
    int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port < 1 || port > 0xffff) {
      throw new NfsClientException(Text.printable(text) + ": a port is 1 to 65535");
    }
    return port;
  }

  private static String decode(String text, String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] given = path.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < given.length; i++) {
      if (given[i] == '%') {
        bytes.write(hex(text, given, i));
        i += 2;
      } else {
        bytes.write(given[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(String text, byte[] given, int at) {
    int high = at + 2 < given.length ? Character.digit(given[at + 1], 16) : -1;
    int low = high < 0 ? -1 : Character.digit(given[at + 2], 16);
    if (low < 0) {
      throw new NfsClientException(
          Text.printable(text) + ": two hexadecimal digits follow a %; % itself is %25");
    }
    return high << 4 | low;
  }
}
