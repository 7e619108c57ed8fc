package io.sluice.it.model;

import io.sluice.vfs.Printable;
import java.time.Duration;
import java.util.Locale;

/// Stories in words, one line an operation.
final class Printer {
  private Printer() {}

  static String print(Story story) {
    StringBuilder text = new StringBuilder(setting(story)).append('\n');
    for (int i = 0; i < story.operations().size(); i++) {
      text.append(String.format(Locale.ROOT, "%4d. %s%n", i + 1, print(story.operations().get(i))));
    }
    return text.toString();
  }

  private static String setting(Story story) {
    Setting setting = story.setting();
    return String.format(
        Locale.ROOT,
        "seed %d: metadata-ttl %s, negative-metadata-ttl %s, LIST pages of %d%s%s",
        story.seed(),
        time(setting.positive()),
        time(setting.negative()),
        setting.pageSize(),
        setting.order() == SmallBucket.Order.BYTES ? "" : " in no order",
        setting.prefix().isEmpty() ? "" : ", prefix " + quoted(setting.prefix()));
  }

  static String print(Operation operation) {
    return switch (operation) {
      case Operation.Put(String key, int size) ->
          "somebody puts " + quoted(key) + " of " + size + " bytes";
      case Operation.Delete(String key) -> "somebody deletes " + quoted(key);
      case Operation.PutOutside(String key) ->
          "somebody puts " + quoted(key) + " outside of the prefix";
      case Operation.Pass(Duration time) -> time(time) + " pass";
      case Operation.Restart() -> "the server is killed and started again";
      case Operation.Stat(String path) -> "stat " + path(path);
      case Operation.Lookup(String path) -> "lookup " + path(path) + " by its directory's handle";
      case Operation.Attributes(String path) -> "getattr by the handles of " + path(path);
      case Operation.Begin(int reader, String path, int most, ReaderKind kind) ->
          String.format(
              Locale.ROOT, "reader %d begins %s of %s, %d at once", reader, kind, path(path), most);
      case Operation.Go(int reader, int calls) -> "reader " + reader + " makes " + calls + " calls";
      case Operation.Rewind(int reader, int entries) ->
          "reader " + reader + " goes back to its entry " + entries;
      case Operation.MakeDirectory(String path) -> "mkdir " + path(path);
      case Operation.RemoveDirectory(String path) -> "rmdir " + path(path);
      case Operation.Remove(String path) -> "rm " + path(path);
    };
  }

  /// A path, the root as `/`.
  static String path(String path) {
    return quoted("/" + path);
  }

  private static String quoted(String text) {
    StringBuilder shortened = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int end = i;
      while (end < text.length() && text.charAt(end) == text.charAt(i)) {
        end++;
      }
      shortened.append(
          end - i > 8 ? text.charAt(i) + "{" + (end - i) + "}" : text.substring(i, end));
      i = end;
    }
    return '"' + Printable.escape(shortened.toString()) + '"';
  }

  static String time(Duration time) {
    if (time.compareTo(Setting.INDEFINITE) >= 0) {
      return "indefinite";
    }
    return time.toNanos() % 1_000_000 == 0
        ? time.toMillis() + " ms"
        : time.toNanos() / 1_000 + " us";
  }
}
