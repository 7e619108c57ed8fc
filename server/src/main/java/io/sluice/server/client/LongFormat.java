package io.sluice.server.client;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.ToLongFunction;

/// Files as `ls -l` shows them, one line each, in columns as wide as they must be.
public final class LongFormat {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String RIGHTS = "rwxrwxrwx";

  private LongFormat() {}

  /// The lines, in the order of the files; control characters in names are escaped.
  public static List<String> lines(List<RemoteFile> files, ZoneId zone) {
    String form =
        "%%s %%%dd %%%dd %%%dd %%%dd %%s %%s"
            .formatted(
                width(files, RemoteFile::links),
                width(files, RemoteFile::uid),
                width(files, RemoteFile::gid),
                width(files, RemoteFile::size));
    return files.stream().map(file -> line(form, file, zone)).toList();
  }

  private static String line(String form, RemoteFile file, ZoneId zone) {
    return form.formatted(
        rights(file),
        file.links(),
        file.uid(),
        file.gid(),
        file.size(),
        time(file.modified(), zone),
        name(file));
  }

  /// The name as it may be shown; a directory's ends in `/`.
  public static String name(RemoteFile file) {
    String name = Text.printable(file.name());
    return file.isDirectory() && !name.endsWith("/") ? name + "/" : name;
  }

  private static String rights(RemoteFile file) {
    StringBuilder shown = new StringBuilder().append(file.type().letter());
    for (int i = 0; i < RIGHTS.length(); i++) {
      boolean has = (file.mode() >> (RIGHTS.length() - 1 - i) & 1) != 0;
      shown.append(has ? RIGHTS.charAt(i) : '-');
    }
    return shown.toString();
  }

  private static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  private static int width(List<RemoteFile> files, ToLongFunction<RemoteFile> column) {
    long largest = files.stream().mapToLong(column).max().orElse(0);
    return Long.toString(largest).length();
  }
}
