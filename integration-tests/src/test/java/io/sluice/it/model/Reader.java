package io.sluice.it.model;

import io.sluice.vfs.FileType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Somebody who goes through directories, one call after the other: `ls`, `find`, `du`.
final class Reader {
  private final int most;
  private final ReaderKind kind;

  /// Directories still to be read, the next one first.
  private final Deque<Pass> directories = new ArrayDeque<>();

  /// Entries of which the attributes are still to be asked for.
  private final Deque<Pass.Entry> entries = new ArrayDeque<>();

  Reader(int most, ReaderKind kind, Pass first) {
    this.most = most;
    this.kind = kind;
    directories.push(first);
  }

  /// Makes its next call; nothing if it is at its end.
  void go(Client client) {
    Pass.@Nullable Entry entry = entries.poll();
    if (entry != null) {
      client.attributes(entry.name(), entry.id());
      return;
    }
    Pass pass = directories.peek();
    if (pass == null) {
      return;
    }
    client.readPage(pass, most);
    if (pass.hasEnded()) {
      directories.pop();
      goOnBelow(pass);
    }
  }

  private void goOnBelow(Pass pass) {
    if (kind == ReaderKind.LS) {
      return;
    }
    List<Pass.Entry> all = new ArrayList<>(pass.entries());
    if (kind == ReaderKind.SCATTERED) {
      Collections.shuffle(all, new Random(all.size()));
    }
    if (kind != ReaderKind.FIND) {
      entries.addAll(all);
    }
    all.reversed().stream()
        .filter(entry -> entry.name().type() == FileType.DIRECTORY)
        .forEach(entry -> directories.push(new Pass(entry.name().path(), entry.id())));
  }

  /// Goes back to the cookie of an earlier entry of the directory that it is in.
  void rewind(int to) {
    Pass pass = directories.peek();
    if (pass != null) {
      pass.rewind(to);
    }
  }
}
