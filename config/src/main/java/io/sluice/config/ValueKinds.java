package io.sluice.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of value that settings have.
final class ValueKinds {
  private ValueKinds() {}

  static ValueKind<Boolean> truth() {
    return new ValueKind<>(
        "",
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  static ValueKind<String> text(String placeholder, String allowed) {
    return new ValueKind<>(
        placeholder, allowed, text -> checked(text, !text.isBlank() && text.equals(text.strip())));
  }

  static ValueKind<Path> path(String placeholder, String allowed) {
    return new ValueKind<>(
        placeholder,
        allowed,
        text -> Path.of(checked(text, !text.isBlank())).toAbsolutePath().normalize());
  }

  static ValueKind<URI> url() {
    return new ValueKind<>(
        "URL", "an http or https URL such as http://localhost:9000", ValueKinds::parseUrl);
  }

  static ValueKind<Integer> integer(String placeholder, int least, int most) {
    return new ValueKind<>(
        placeholder,
        "a number from " + least + " to " + most,
        text -> within(Integer.valueOf(text), least, most));
  }

  static ValueKind<Long> unsigned(String placeholder) {
    long most = 0xffff_fffeL;
    return new ValueKind<>(
        placeholder, "a number from 0 to " + most, text -> within(Long.valueOf(text), 0L, most));
  }

  static ValueKind<Integer> mode() {
    return new ValueKind<>(
        "MODE",
        "permission bits in octal from 0 to 0777, such as 0644",
        text -> within(Integer.valueOf(text, 8), 0, 0777));
  }

  static ValueKind<Duration> duration(Duration least, Duration most) {
    return new ValueKind<>(
        "D",
        "a duration from %s to %s such as 500ms, 45s or 5m"
            .formatted(DurationSpelling.show(least), DurationSpelling.show(most)),
        text -> within(DurationSpelling.parse(text), least, most));
  }

  static ValueKind<Ttl> ttl(Duration most) {
    return new ValueKind<>(
        "D",
        "a duration up to %s such as 500ms, 1s or 5m, minimal, or indefinite"
            .formatted(DurationSpelling.show(most)),
        text -> {
          Ttl ttl = Ttl.parse(text);
          return ttl.isIndefinite() ? ttl : within(ttl, Ttl.MINIMAL, new Ttl(most));
        });
  }

  static ValueKind<ByteSize> size(ByteSize least, ByteSize most) {
    return new ValueKind<>(
        "SIZE",
        "a size from %s to %s such as 512MiB".formatted(least, most),
        text -> within(ByteSize.parse(text), least, most));
  }

  static <E extends Enum<E>> ValueKind<E> choice(Class<E> type) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("|"));
    return new ValueKind<>(
        names,
        "one of " + names,
        text -> {
          checked(text, text.equals(text.toLowerCase(Locale.ROOT)));
          return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        });
  }

  static ValueKind<List<InetAddress>> addresses() {
    return list("ADDR", "addresses such as 127.0.0.1,::1", InetAddress::ofLiteral);
  }

  static ValueKind<List<Cidr>> cidrs() {
    return list("CIDR", "ranges of addresses such as 10.0.0.0/8,fd00::/8", Cidr::parse);
  }

  private static <T> ValueKind<List<T>> list(
      String placeholder, String allowed, Function<String, T> parser) {
    return new ValueKind<>(
        placeholder + "[," + placeholder + "]",
        allowed,
        text -> Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).toList());
  }

  private static URI parseUrl(String text) {
    URI url = URI.create(text);
    String scheme = url.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    checked(text, web && url.getHost() != null && url.getRawUserInfo() == null);
    return url;
  }

  private static String checked(String text, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static <C extends Comparable<? super C>> C within(C value, C least, C most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(value + " is out of bounds");
    }
    return value;
  }
}
