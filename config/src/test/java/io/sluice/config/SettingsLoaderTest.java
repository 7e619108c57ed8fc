package io.sluice.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsLoaderTest {
  private static final Machine MACHINE =
      new Machine(1000, 1001, 8L << 30, Path.of("/home/ann/.local/state"));

  /// By component: what each setting is when nobody set it. A new setting needs a line here.
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry("endpointUrl", "null"),
          entry("region", "null"),
          entry("profile", "null"),
          entry("noSignRequest", "false"),
          entry("forcePathStyle", "false"),
          entry("ioTimeout", "PT45S"),
          entry("listen", "[/127.0.0.1, /0:0:0:0:0:0:0:1]"),
          entry("port", "12049"),
          entry("portmap", "AUTO"),
          entry("clients", "[127.0.0.0/8, 0:0:0:0:0:0:0:1/128]"),
          entry("allowUnprivilegedPorts", "false"),
          entry("stateDir", "/home/ann/.local/state/sluice"),
          entry("memoryTarget", "2GiB"),
          entry("cache", "null"),
          entry("maxCacheSize", "10GiB"),
          entry("cacheEncrypt", "false"),
          entry("drainTimeout", "PT30S"),
          entry("metricsListen", "127.0.0.1:9049"),
          entry("readOnly", "false"),
          entry("allowDelete", "false"),
          entry("allowOverwrite", "false"),
          entry("idlePublish", "PT3S"),
          entry("uploadTtl", "PT24H"),
          entry("close", "AUTO"),
          entry("onConflict", "FAIL"),
          entry("mkdir", "LOCAL"),
          entry("normalize", "NONE"),
          entry("listBudget", "0"),
          entry("allowOther", "false"),
          entry("uid", "1000"),
          entry("gid", "1001"),
          entry("fileMode", "420"),
          entry("dirMode", "493"),
          entry("metadataTtl", "1s"),
          entry("negativeMetadataTtl", "1s"),
          entry("logLevel", "INFO"),
          entry("logFormat", "TEXT"),
          entry("config", "null"));

  /// By name: a text for each setting, and what it gives. A new setting needs a line here.
  private static final Map<String, Example> EXAMPLES =
      Map.ofEntries(
          entry("endpoint-url", new Example("http://localhost:9000", "http://localhost:9000")),
          entry("region", new Example("eu-central-1", "eu-central-1")),
          entry("profile", new Example("ann", "ann")),
          entry("no-sign-request", new Example("true", "true")),
          entry("force-path-style", new Example("true", "true")),
          entry("io-timeout", new Example("5m", "PT5M")),
          entry("listen", new Example("127.0.0.2", "[/127.0.0.2]")),
          entry("port", new Example("0", "0")),
          entry("portmap", new Example("off", "OFF")),
          entry("clients", new Example("10.0.0.0/8", "[10.0.0.0/8]")),
          entry("allow-unprivileged-ports", new Example("true", "true")),
          entry("state-dir", new Example("/srv/state", "/srv/state")),
          entry("memory-target", new Example("64MiB", "64MiB")),
          entry("cache", new Example("/srv/cache", "/srv/cache")),
          entry("max-cache-size", new Example("1TiB", "1TiB")),
          entry("cache-encrypt", new Example("true", "true")),
          entry("drain-timeout", new Example("500ms", "PT0.5S")),
          entry("metrics-listen", new Example("off", "off")),
          entry("read-only", new Example("true", "true")),
          entry("allow-delete", new Example("true", "true")),
          entry("allow-overwrite", new Example("true", "true")),
          entry("idle-publish", new Example("500ms", "PT0.5S")),
          entry("upload-ttl", new Example("48h", "PT48H")),
          entry("close", new Example("commit", "COMMIT")),
          entry("on-conflict", new Example("overwrite", "OVERWRITE")),
          entry("mkdir", new Example("marker", "MARKER")),
          entry("normalize", new Example("nfc", "NFC")),
          entry("list-budget", new Example("25", "25")),
          entry("allow-other", new Example("true", "true")),
          entry("uid", new Example("4294967294", "4294967294")),
          entry("gid", new Example("7", "7")),
          entry("file-mode", new Example("0600", "384")),
          entry("dir-mode", new Example("0700", "448")),
          entry("metadata-ttl", new Example("minimal", "minimal")),
          entry("negative-metadata-ttl", new Example("indefinite", "indefinite")),
          entry("log-level", new Example("debug", "DEBUG")),
          entry("log-format", new Example("json", "JSON")));

  /// A value as it is written, and as it is in the record.
  private record Example(String text, String value) {}

  @TempDir Path directory;

  private static Settings load(Map<String, String> environment, Map<String, String> flags) {
    return new SettingsLoader(MACHINE, environment).load(flags);
  }

  /// That the example is in its component, and every other component has its default.
  private static void assertExample(String name, Example example, Settings settings) {
    Map<String, String> expected = new TreeMap<>(DEFAULTS);
    for (Setting<?> setting : Definitions.ALL) {
      if (setting.name().equals(name)) {
        expected.put(setting.component(), example.value());
      }
    }
    if (name.equals("metadata-ttl")) {
      expected.put("negativeMetadataTtl", example.value());
    }
    expected.put("config", String.valueOf(settings.config()));
    assertThat(Components.of(settings)).isEqualTo(expected);
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(directory.resolve("sluice.yaml"), String.join("\n", lines));
  }

  @Test
  void everySettingHasItsDefault() {
    assertThat(Components.of(load(Map.of(), Map.of()))).isEqualTo(DEFAULTS);
  }

  @Test
  void everySettingIsAComponentOfARecordAndTheOtherWayRound() {
    assertThat(Definitions.ALL.stream().map(Setting::component).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(DEFAULTS.keySet());
  }

  @Test
  void everySettingHasAnExample() {
    assertThat(EXAMPLES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Definitions.ALL.stream()
                .filter(setting -> !setting.equals(Definitions.CONFIG))
                .map(Setting::name)
                .collect(Collectors.toSet()));
  }

  @Test
  void everyFlagSetsItsComponentAndNoOther() {
    EXAMPLES.forEach((name, example) ->
        assertExample(name, example, load(Map.of(), Map.of(name, example.text()))));
  }

  @Test
  void everyVariableSetsItsComponentAndNoOther() {
    EXAMPLES.forEach((name, example) -> {
      String variable = "SLUICE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
      assertExample(name, example, load(Map.of(variable, example.text()), Map.of()));
    });
  }

  @Test
  void everyKeyOfTheFileSetsItsComponentAndNoOther() throws IOException {
    for (Map.Entry<String, Example> entry : EXAMPLES.entrySet()) {
      String config = file(entry.getKey() + ": " + entry.getValue().text()).toString();
      Settings settings = load(Map.of(), Map.of("config", config));
      assertExample(entry.getKey(), entry.getValue(), settings);
    }
  }

  @Test
  void theFileMayBeNamedInTheEnvironment() throws IOException {
    Path file = file("port: 7");

    Settings settings = load(Map.of("SLUICE_CONFIG", file.toString()), Map.of());

    assertThat(settings.server().port()).isEqualTo(7);
    assertThat(settings.config()).isEqualTo(file);
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    String config = file("port: 1", "uid: 1", "gid: 1").toString();

    Settings settings =
        load(Map.of("SLUICE_PORT", "2", "SLUICE_UID", "2"), Map.of("port", "3", "config", config));

    assertThat(settings.server().port()).isEqualTo(3);
    assertThat(settings.namespace().uid()).isEqualTo(2);
    assertThat(settings.namespace().gid()).isEqualTo(1);
  }

  @Test
  void whatACommandPresetsWinsOverTheDefaultOnly() {
    SettingsLoader loader = new SettingsLoader(MACHINE, Map.of("SLUICE_UID", "2"));

    Settings settings = loader.load(Map.of("uid", "1", "port", "0"), Map.of());

    assertThat(settings.server().port()).isZero();
    assertThat(settings.namespace().uid()).isEqualTo(2);
  }

  @Test
  void whatWasGivenIsToldForAnotherProcess() throws IOException {
    String config = file("port: 1", "cache: here").toString();
    SettingsLoader loader = new SettingsLoader(MACHINE, Map.of("SLUICE_PORT", "2"));

    assertThat(loader.given(Map.of("read-only", "true", "config", config)))
        .containsOnly(
            entry("port", "2"),
            entry("cache", Path.of("here").toAbsolutePath().toString()),
            entry("read-only", "true"));
  }

  @Test
  void settingsDifferByTheirValuesAndNotByTheirTexts() {
    SettingsLoader loader = new SettingsLoader(MACHINE, Map.of());

    assertThat(
            loader.differing(
                Map.of("metadata-ttl", "1000ms", "allow-delete", "true"),
                Map.of("metadata-ttl", "1s", "uid", "1000", "allow-overwrite", "true")))
        .containsExactly(Definitions.ALLOW_OVERWRITE);
  }

  @Test
  void listsInTheFileMayBeYamlLists() throws IOException {
    String config = file("listen:", "  - 127.0.0.1", "  - 127.0.0.2").toString();

    assertThat(load(Map.of(), Map.of("config", config)).server().listen()).hasSize(2);
  }

  @Test
  void rootGetsThePortOfNfsAndTheStateOfTheSystem() {
    Machine root = new Machine(0, 0, 1L << 30, Path.of("/var/lib"));

    ServerSettings server = new SettingsLoader(root, Map.of()).load(Map.of()).server();

    assertThat(server.port()).isEqualTo(2049);
    assertThat(server.stateDir()).isEqualTo(Path.of("/var/lib/sluice"));
  }

  @Test
  void x1_listeningElsewhereNeedsClients() {
    assertThatThrownBy(() -> load(Map.of(), Map.of("listen", "0.0.0.0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--clients");
    assertThat(
            load(Map.of(), Map.of("listen", "0.0.0.0", "clients", "10.0.0.0/8")).server().clients())
        .containsExactly(Cidr.parse("10.0.0.0/8"));
  }
}
