import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Formats all Java sources below the current folder, or checks that they are formatted. */
final class Format {

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    var call =
        new ArrayList<String>(
            switch (arguments[0]) {
              case "format" -> List.of("--replace");
              case "check" -> List.of("--dry-run", "--set-exit-if-changed");
              default -> throw new IllegalArgumentException("format or check: " + arguments[0]);
            });
    try (Stream<Path> files = Files.walk(Path.of("."))) {
      files.map(Path::toString).filter(Format::isOurs).sorted().forEach(call::add);
    }
    Main.main(call.toArray(String[]::new)); // ends the JVM with 1 if a check finds something
  }

  private static boolean isOurs(String file) {
    return file.endsWith(".java") && !file.contains("/target/") && !file.contains("/.iguazu/");
  }
}
