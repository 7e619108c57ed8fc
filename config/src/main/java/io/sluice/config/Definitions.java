package io.sluice.config;

import static io.sluice.config.ValueKinds.addresses;
import static io.sluice.config.ValueKinds.choice;
import static io.sluice.config.ValueKinds.cidrs;
import static io.sluice.config.ValueKinds.duration;
import static io.sluice.config.ValueKinds.integer;
import static io.sluice.config.ValueKinds.mode;
import static io.sluice.config.ValueKinds.path;
import static io.sluice.config.ValueKinds.size;
import static io.sluice.config.ValueKinds.text;
import static io.sluice.config.ValueKinds.truth;
import static io.sluice.config.ValueKinds.ttl;
import static io.sluice.config.ValueKinds.unsigned;
import static io.sluice.config.ValueKinds.url;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All settings. A new one is a line here, a line in [#ALL], and a component of one of the records
/// of [Settings].
public final class Definitions {
  private static final String BY_SDK = "the SDK's chain";

  /// The port of NFS needs root; whoever is not root gets one that does not.
  private static final int NFS_PORT = 2049;

  private static final int USER_PORT = 12049;

  public static final Setting<URI> ENDPOINT_URL =
      new Setting<>(
          "endpoint-url", url(), Preset.none(BY_SDK), "the S3 server to talk to, if not AWS");
  public static final Setting<String> REGION =
      new Setting<>(
          "region",
          text("R", "a region such as eu-central-1"),
          Preset.none(BY_SDK),
          "the region of the buckets");
  public static final Setting<String> PROFILE =
      new Setting<>(
          "profile",
          text("NAME", "the name of a profile of the AWS configuration"),
          Preset.none(BY_SDK),
          "the profile of the AWS configuration to take credentials and region from");
  public static final Setting<Boolean> NO_SIGN_REQUEST =
      new Setting<>(
          "no-sign-request",
          truth(),
          Preset.of("false", false),
          "ask without credentials, for public buckets");
  public static final Setting<Boolean> FORCE_PATH_STYLE =
      new Setting<>(
          "force-path-style",
          truth(),
          Preset.of("false", false),
          "put the bucket into the path of the URL instead of the host name");
  public static final Setting<Duration> IO_TIMEOUT =
      new Setting<>(
          "io-timeout",
          duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          Preset.of("45s", Duration.ofSeconds(45)),
          "how long a call waits for S3, retries included, before the client is told to ask again");

  public static final Setting<List<InetAddress>> LISTEN =
      new Setting<>(
          "listen",
          addresses(),
          Preset.of(
              "127.0.0.1,::1",
              List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))),
          "the addresses to listen on; others than loopback need --clients");
  public static final Setting<Integer> PORT =
      new Setting<>(
          "port",
          integer("N", 0, 65535),
          new Preset<>(
              NFS_PORT + " as root, else " + USER_PORT,
              values -> values.machine().isRoot() ? NFS_PORT : USER_PORT),
          "the port of NFS and MOUNT; 0 takes a free one and prints it");
  public static final Setting<PortmapMode> PORTMAP =
      new Setting<>(
          "portmap",
          choice(PortmapMode.class),
          Preset.of("auto", PortmapMode.AUTO),
          "answer on port 111, so that clients need no port; auto: if it is free, else by the"
              + " system's rpcbind");
  public static final Setting<List<Cidr>> CLIENTS =
      new Setting<>(
          "clients",
          cidrs(),
          Preset.of("127.0.0.0/8,::1/128", Cidr.LOOPBACK),
          "the addresses that calls may come from");
  public static final Setting<Boolean> ALLOW_UNPRIVILEGED_PORTS =
      new Setting<>(
          "allow-unprivileged-ports",
          truth(),
          Preset.of("false", false),
          "take calls from ports above 1023 when the server runs as root on Linux");
  public static final Setting<Path> STATE_DIR =
      new Setting<>(
          "state-dir",
          path("DIR", "a directory"),
          new Preset<>(
              "/var/lib/sluice as root, else $XDG_STATE_HOME/sluice, or ~/.local/state/sluice",
              values -> values.machine().stateHome().resolve("sluice")),
          "what must survive a restart; one server for each directory");
  public static final Setting<ByteSize> MEMORY_TARGET =
      new Setting<>(
          "memory-target",
          size(ByteSize.ofMebibytes(32), ByteSize.ofMebibytes(1 << 20)),
          new Preset<>(
              "a quarter of the memory", values -> new ByteSize(values.machine().memory() / 4)),
          "the most memory for the bytes of files");
  public static final Setting<Path> CACHE =
      new Setting<>(
          "cache",
          path("DIR", "a directory"),
          Preset.none("none"),
          "where to keep on disk what was read; one server for each directory");
  public static final Setting<ByteSize> MAX_CACHE_SIZE =
      new Setting<>(
          "max-cache-size",
          size(ByteSize.ofMebibytes(64), ByteSize.ofMebibytes(1L << 30)),
          Preset.of("10GiB", ByteSize.ofMebibytes(10 << 10)),
          "the most disk for the cache; it also leaves free 5 % of the file system, or 1GiB");
  public static final Setting<Boolean> CACHE_ENCRYPT =
      new Setting<>(
          "cache-encrypt",
          truth(),
          Preset.of("false", false),
          "encrypt the cache by a key in the state directory");
  public static final Setting<Duration> DRAIN_TIMEOUT =
      new Setting<>(
          "drain-timeout",
          duration(Duration.ZERO, Duration.ofHours(1)),
          Preset.of("30s", Duration.ofSeconds(30)),
          "how long calls under way may take when the server is told to stop");
  public static final Setting<MetricsListen> METRICS_LISTEN =
      new Setting<>(
          "metrics-listen",
          new ValueKind<>(
              "ADDR:PORT|off",
              "an address and port such as 127.0.0.1:9049, or off",
              MetricsListen::parse),
          Preset.of("127.0.0.1:9049", MetricsListen.parse("127.0.0.1:9049")),
          "where /metrics and /healthz are served by HTTP");

  public static final Setting<Boolean> READ_ONLY =
      new Setting<>(
          "read-only",
          truth(),
          Preset.of("false", false),
          "refuse every change: \"Read-only file system\"");
  public static final Setting<Boolean> ALLOW_DELETE =
      new Setting<>(
          "allow-delete",
          truth(),
          Preset.of("false", false),
          "let files be removed, which deletes their objects at once");
  public static final Setting<Boolean> ALLOW_OVERWRITE =
      new Setting<>(
          "allow-overwrite",
          truth(),
          Preset.of("false", false),
          "let files that exist be emptied and written anew; the old object stays until the new one"
              + " is whole");
  public static final Setting<Duration> IDLE_PUBLISH =
      new Setting<>(
          "idle-publish",
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          Preset.of("3s", Duration.ofSeconds(3)),
          "how long a writer whose client sends no COMMIT is silent before its file becomes an"
              + " object");
  public static final Setting<Duration> UPLOAD_TTL =
      new Setting<>(
          "upload-ttl",
          duration(Duration.ofMinutes(1), Duration.ofHours(720)),
          Preset.of("24h", Duration.ofHours(24)),
          "no effect yet: how long an upload that nobody goes on with is kept before it is"
              + " aborted");
  public static final Setting<CloseMode> CLOSE =
      new Setting<>(
          "close",
          choice(CloseMode.class),
          Preset.of("auto", CloseMode.AUTO),
          "what publishes a large file: the signal of a client that closes it, or each COMMIT of"
              + " everything; auto: the signal, if the client gives it");
  public static final Setting<ConflictMode> ON_CONFLICT =
      new Setting<>(
          "on-conflict",
          choice(ConflictMode.class),
          Preset.of("fail", ConflictMode.FAIL),
          "what to do if another client put an object under the key of a file being written");
  public static final Setting<MkdirMode> MKDIR =
      new Setting<>(
          "mkdir",
          choice(MkdirMode.class),
          Preset.of("local", MkdirMode.LOCAL),
          "what mkdir makes: a directory of this mount alone, until a file is in it, or an empty"
              + " object `name/`");
  public static final Setting<Normalization> NORMALIZE =
      new Setting<>(
          "normalize",
          choice(Normalization.class),
          Preset.of("none", Normalization.NONE),
          "the Unicode form of new names, and of names that are not found as given: nfc for macOS"
              + " clients");
  public static final Setting<Boolean> ALLOW_OTHER =
      new Setting<>(
          "allow-other",
          truth(),
          Preset.of("false", false),
          "let users other than root and the owner of the files in");
  public static final Setting<Long> UID =
      new Setting<>(
          "uid",
          unsigned("N"),
          new Preset<>("the user", values -> values.machine().uid()),
          "the owner of all files");
  public static final Setting<Long> GID =
      new Setting<>(
          "gid",
          unsigned("N"),
          new Preset<>("the user's group", values -> values.machine().gid()),
          "the group of all files");
  public static final Setting<Integer> FILE_MODE =
      new Setting<>("file-mode", mode(), Preset.of("0644", 0644), "the permissions of files");
  public static final Setting<Integer> DIR_MODE =
      new Setting<>("dir-mode", mode(), Preset.of("0755", 0755), "the permissions of directories");
  public static final Setting<Ttl> METADATA_TTL =
      new Setting<>(
          "metadata-ttl",
          ttl(Duration.ofHours(24)),
          Preset.of("1s", Ttl.parse("1s")),
          "how long names, sizes and times may be stale; minimal asks S3 each time, indefinite"
              + " once");
  public static final Setting<Ttl> NEGATIVE_METADATA_TTL =
      new Setting<>(
          "negative-metadata-ttl",
          ttl(Duration.ofHours(24)),
          new Preset<>("as metadata-ttl", values -> values.get(METADATA_TTL)),
          "how long the absence of a name is believed");

  public static final Setting<Integer> LIST_BUDGET =
      new Setting<>(
          "list-budget",
          integer("N", 0, 1_000_000),
          Preset.of("0", 0),
          "warn when a minute has more LIST requests than this; 0 = never");

  public static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log-level",
          choice(LogLevel.class),
          Preset.of("info", LogLevel.INFO),
          "the least important lines to log, on standard error");
  public static final Setting<LogFormat> LOG_FORMAT =
      new Setting<>(
          "log-format",
          choice(LogFormat.class),
          Preset.of("text", LogFormat.TEXT),
          "lines of text, or one JSON object a line");
  public static final Setting<Path> CONFIG =
      new Setting<>(
          "config",
          path("FILE", "the path of a YAML file"),
          Preset.none("none"),
          "a YAML file of settings, one `name: value` a line");

  /// Every setting, in the order of the help and of the documentation.
  public static final List<Setting<?>> ALL =
      List.of(
          ENDPOINT_URL,
          REGION,
          PROFILE,
          NO_SIGN_REQUEST,
          FORCE_PATH_STYLE,
          IO_TIMEOUT,
          LISTEN,
          PORT,
          PORTMAP,
          CLIENTS,
          ALLOW_UNPRIVILEGED_PORTS,
          STATE_DIR,
          MEMORY_TARGET,
          CACHE,
          MAX_CACHE_SIZE,
          CACHE_ENCRYPT,
          DRAIN_TIMEOUT,
          METRICS_LISTEN,
          READ_ONLY,
          ALLOW_DELETE,
          ALLOW_OVERWRITE,
          IDLE_PUBLISH,
          UPLOAD_TTL,
          CLOSE,
          ON_CONFLICT,
          MKDIR,
          NORMALIZE,
          ALLOW_OTHER,
          UID,
          GID,
          FILE_MODE,
          DIR_MODE,
          METADATA_TTL,
          NEGATIVE_METADATA_TTL,
          LIST_BUDGET,
          LOG_LEVEL,
          LOG_FORMAT,
          CONFIG);

  private Definitions() {}
}
