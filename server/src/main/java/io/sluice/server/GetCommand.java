package io.sluice.server;

import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.process.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sluice get`: a local copy of a file of an NFS server.
@Command(
    name = "get",
    description = "Copies a file of an NFS server, without mounting it.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = RemotePath.FORM, description = "what to copy")
  String url = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "a new file, or a directory for it (default: here, by its own name)")
  @Nullable Path target;

  @Override
  public Integer call() {
    NfsUrl remote = RemotePath.parse(url);
    Path file = file(remote);
    if (Files.exists(file)) {
      throw CommandFailure.cannotStart(
          "%s exists already: remove it, or name another file.".formatted(file));
    }
    copy(remote, file);
    return CommandFailure.FINE;
  }

  /// Under another name until it is whole, so that nobody takes a part for the file.
  private static void copy(NfsUrl remote, Path file) {
    Path part = partOf(file);
    try (NfsClient client = NfsClient.open(remote)) {
      copy(client, remote, part);
      Files.move(part, file);
    } catch (FileAlreadyExistsException meanwhile) {
      throw CommandFailure.failed(
          "%s was created meanwhile: the copy is %s.".formatted(file, part));
    } catch (IOException unwritable) {
      throw CommandFailure.failed(
          "%s cannot be written (%s): name another file.".formatted(file, unwritable.getMessage()));
    }
  }

  /// Leaves nothing if it fails.
  private static void copy(NfsClient client, NfsUrl remote, Path part) throws IOException {
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
      client.readTo(remote.path(), out);
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(part);
      throw failure;
    }
  }

  /// A name that nobody has; made with the usual permissions, unlike a temporary file.
  private static Path partOf(Path file) {
    String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    return file.resolveSibling(file.getFileName() + "." + random + ".part");
  }

  private Path file(NfsUrl remote) {
    String path = remote.path().replaceFirst("/+$", "");
    Path name = Path.of(path.substring(path.lastIndexOf('/') + 1));
    if (target == null) {
      return name.toAbsolutePath();
    }
    return Files.isDirectory(target) ? target.resolve(name) : target.toAbsolutePath();
  }
}
