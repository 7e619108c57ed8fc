import com.google.googlejavaformat.java.GoogleJavaFormatToolProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or formats every Java file of the tree with google-java-format: `Format check|write
/// ROOT`.
final class Format {
  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<String> command = new ArrayList<>();
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (Stream<Path> tree = Files.walk(root)) {
      tree.filter(file -> isSource(root.relativize(file)))
          .map(Path::toString)
          .forEach(command::add);
    }
    PrintWriter out = new PrintWriter(System.err, true);
    int exit = new GoogleJavaFormatToolProvider().run(out, out, command.toArray(String[]::new));
    if (exit != 0 && !write) {
      out.println("The files above are not formatted: run `mvn -N validate -Dformat`.");
    }
    System.exit(exit);
  }

  private static boolean isSource(Path file) {
    for (Path name : file) {
      if (name.toString().equals("target") || name.toString().startsWith(".")) {
        return false;
      }
    }
    return file.toString().endsWith(".java");
  }
}
