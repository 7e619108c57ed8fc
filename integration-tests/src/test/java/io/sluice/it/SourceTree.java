package io.sluice.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of this project, for tests that hold documents and code together.
final class SourceTree {
  private final Path root;

  private SourceTree(Path root) {
    this.root = root;
  }

  /// The tree that this module is part of: the first folder above the module that has documents.
  static SourceTree ofThisProject() {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    for (Path folder = module; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("docs/ARCHITECTURE.md"))) {
        return new SourceTree(folder);
      }
    }
    throw new IllegalStateException("no folder above " + module + " has docs/ARCHITECTURE.md");
  }

  /// The text of a file, by its path from the top.
  String text(String path) {
    return text(root.resolve(path));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All Java files of the modules, without those that the build generates.
  List<Path> javaFiles() {
    return javaFilesBelow("src");
  }

  /// The Java files of all tests.
  List<Path> javaFilesOfTests() {
    return javaFilesBelow("src/test");
  }

  private List<Path> javaFilesBelow(String folder) {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve(folder))
          .filter(Files::isDirectory)
          .flatMap(sources -> javaFiles(sources).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
