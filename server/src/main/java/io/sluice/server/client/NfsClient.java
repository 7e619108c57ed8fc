package io.sluice.server.client;

import io.sluice.server.client.Nfs3Calls.Found;
import io.sluice.server.client.Nfs3Calls.Listed;
import io.sluice.server.client.Nfs3Calls.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks into the exports of a server. Paths are those of [NfsUrl#path]: the export, then what is
/// below it. Whatever cannot be done is one [NfsClientException].
public final class NfsClient implements AutoCloseable {
  private final Remote nfs;
  private final Remote mount;
  private final Nfs3Calls calls;
  private final MountCalls mounts;

  NfsClient(Remote nfs, Remote mount) {
    this.nfs = nfs;
    this.mount = mount;
    this.calls = new Nfs3Calls(nfs);
    this.mounts = new MountCalls(mount);
  }

  /// Connects to the server of a URL.
  public static NfsClient open(NfsUrl url) {
    RpcRemote nfs = RpcRemote.connect(url.host(), url.port());
    try {
      return new NfsClient(nfs, nfs.mountProgram(url.host(), url.port()));
    } catch (NfsClientException failure) {
      nfs.close();
      throw failure;
    }
  }

  /// The file or directory itself.
  public RemoteFile stat(String path) {
    return find(path).file();
  }

  /// What a directory has, in the order of the server and without `.` and `..`; a file that is no
  /// directory is its own list. The path `/` lists the exports, if none is called so.
  public List<RemoteFile> list(String path) {
    List<String> names = NfsUrl.names(path);
    Optional<String> export = exportOf(names);
    if (names.isEmpty() && export.isEmpty()) {
      return mounts.exports().stream().map(each -> stat(each).named(each)).toList();
    }
    Found found = find(path);
    return found.file().isDirectory() ? listDirectory(found, path) : List.of(found.file());
  }

  /// Writes the whole content of a file.
  ///
  /// @throws IOException if `out` does not take it
  public void readTo(String path, OutputStream out) throws IOException {
    Found found = find(path);
    switch (found.file().type()) {
      case REGULAR ->
          new OrderedReads(calls, found, path, calls.readSize(found.handle(), path)).copyTo(out);
      case DIRECTORY ->
          throw new NfsClientException("cannot read " + Text.printable(path) + ": a directory");
      case BLOCK_DEVICE, CHARACTER_DEVICE, SYMBOLIC_LINK, SOCKET, FIFO ->
          throw new NfsClientException(
              "cannot read " + Text.printable(path) + ": it is not a regular file");
    }
  }

  @Override
  public void close() {
    mount.close();
    nfs.close();
  }

  private List<RemoteFile> listDirectory(Found directory, String path) {
    List<RemoteFile> files = new ArrayList<>();
    long cookie = 0;
    long verifier = 0;
    Page page;
    do {
      page = calls.readdirplus(directory.handle(), path, cookie, verifier);
      if (page.entries().isEmpty() && !page.end()) {
        throw new NfsClientException(
            "cannot list " + Text.printable(path) + ": the server sent a page without entries");
      }
      for (Listed entry : page.entries()) {
        cookie = entry.cookie();
        if (!entry.name().equals(".") && !entry.name().equals("..")) {
          files.add(entry.file().orElseGet(() -> lookup(directory, entry.name(), path)));
        }
      }
      verifier = page.verifier();
    } while (!page.end());
    return files;
  }

  private RemoteFile lookup(Found directory, String name, String path) {
    return calls.lookup(directory.handle(), name, path + "/" + name).file();
  }

  private Found find(String path) {
    List<String> names = NfsUrl.names(path);
    String export =
        exportOf(names)
            .orElseThrow(() ->
                new NfsClientException(
                    "cannot find %s: the server exports %s"
                        .formatted(
                            Text.printable(path),
                            Text.printable(String.join(", ", mounts.exports())))));
    RemoteHandle handle = mounts.mount(export);
    List<String> below = names.subList(NfsUrl.names(export).size(), names.size());
    if (below.isEmpty()) {
      String name = names.isEmpty() ? "/" : names.getLast();
      return new Found(handle, calls.getattr(handle, path, name));
    }
    Found found = calls.lookup(handle, below.getFirst(), path);
    for (String name : below.subList(1, below.size())) {
      found = calls.lookup(found.handle(), name, path);
    }
    return found;
  }

  /// The longest export that the names begin with.
  private Optional<String> exportOf(List<String> names) {
    return mounts.exports().stream()
        .filter(each -> isPrefix(NfsUrl.names(each), names))
        .max(Comparator.comparingInt(each -> NfsUrl.names(each).size()));
  }

  private static boolean isPrefix(List<String> export, List<String> names) {
    return export.size() <= names.size() && names.subList(0, export.size()).equals(export);
  }
}
