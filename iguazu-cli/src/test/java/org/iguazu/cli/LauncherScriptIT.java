package org.iguazu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, copied into a folder where nothing is built, with a Maven that we make up.
 */
class LauncherScriptIT {

  private static final String JDK_25 = System.getProperty("java.home");

  @TempDir private Path directory = Path.of("");

  private Path root = Path.of("");
  private Path programs = Path.of("");

  @BeforeEach
  void copyTheScript() throws IOException {
    root = Files.createDirectories(directory.resolve("a clone with spaces"));
    programs = Files.createDirectories(directory.resolve("bin"));
    Files.copy(Path.of("../iguazu"), root.resolve("iguazu"));
    Files.setPosixFilePermissions(
        root.resolve("iguazu"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
  }

  @Test
  void aJavaHomeThatIsNoJdk25IsToldWithTheFix() throws Exception {
    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", "/nowhere"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said())
        .isEqualTo(
            "IGUAZU_JAVA_HOME (/nowhere) is no JDK 25; set it to one, or unset it to have one"
                + " looked for.\n");
  }

  @Test
  void withoutMavenWhatToInstallIsTold() throws Exception {
    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said())
        .startsWith("Iguazú must be built and finds no Maven; install Maven 3.8.7 or newer");
  }

  @Test
  void aMavenThatIsTooOldIsToldWithTheFix() throws Exception {
    aMaven("3.6.3", "exit 1");

    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said())
        .startsWith("Maven 3.6.3 is too old to build Iguazú; install Maven 3.8.7 or newer");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatMayNotBeWrittenIsToldWithTheFix() throws Exception {
    aMaven("3.9.9", "exit 1");

    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", JDK_25, "IGUAZU_HOME", "/sys/iguazu"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said()).startsWith("Cannot write to /sys/iguazu (");
  }

  @Test
  void aBuildThatFailsIsToldWithWhatMavenSaid() throws Exception {
    aMaven("3.9.9", "echo '[ERROR] Foo.java is wrong'; exit 1");

    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said())
        .contains("[ERROR] Foo.java is wrong")
        .contains("Iguazú does not build; all that Maven said is in " + root);
  }

  @Test
  void aBuildThatIsInterruptedIsNotSaidToBeWrong() throws Exception {
    aMaven("3.9.9", "exit 130"); // as Java does after Ctrl-C

    Ran ran = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(ran.exitCode()).isEqualTo(130);
    assertThat(ran.said())
        .endsWith("Interrupted; the next command goes on building.\n")
        .doesNotContain("does not build");
  }

  @Test
  void whatIsBuiltIsNotBuiltAgainUntilASourceChanges() throws Exception {
    aMaven(
        "3.9.9",
        """
        echo built >> "%s/builds"
        echo '[INFO] Building iguazu-cli 0.1.0-SNAPSHOT                 [2/2]'
        mkdir -p iguazu-cli/target && cp -r "%s" iguazu-cli/target/lib
        cp "%s" iguazu-cli/target/iguazu-cli.jar
        """
            .formatted(directory, directory.resolve("lib"), aJar()));

    Ran first = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));
    Ran second = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(first.said())
        .contains("Building Iguazú", "  [2/2] iguazu-cli")
        .endsWith("ran version\n");
    assertThat(second.said()).isEqualTo("ran version\n");
    assertThat(Files.readAllLines(directory.resolve("builds"))).hasSize(1);

    Files.createDirectories(root.resolve("iguazu-api/src"));
    Ran third = run(Map.of("IGUAZU_JAVA_HOME", JDK_25));

    assertThat(third.said()).contains("its sources have changed");
  }

  private record Ran(int exitCode, String said) {}

  private Ran run(Map<String, String> environment) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("bash", root.resolve("iguazu").toString(), "version"));
    var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().remove("IGUAZU_HOME");
    builder.environment().put("PATH", onlyWhatTheScriptNeeds() + ":" + programs);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), said);
  }

  /** A directory of the usual programs, without the Maven that this machine has. */
  private Path onlyWhatTheScriptNeeds() throws IOException {
    Path usual = directory.resolve("usual");
    if (!Files.exists(usual)) {
      Files.createDirectories(usual);
      for (String name :
          List.of(
              "bash",
              "basename",
              "cat",
              "cp",
              "dirname",
              "find",
              "grep",
              "head",
              "mkdir",
              "mv",
              "readlink",
              "rm",
              "sed",
              "tee",
              "touch",
              "uname")) {
        for (String bin : List.of("/usr/bin", "/bin")) {
          Path program = Path.of(bin, name);
          if (Files.exists(program) && !Files.exists(usual.resolve(name))) {
            Files.createSymbolicLink(usual.resolve(name), program);
          }
        }
      }
    }
    return usual;
  }

  private void aMaven(String version, String build) throws IOException {
    Path maven =
        Files.writeString(
            programs.resolve("mvn"),
            """
            #!/usr/bin/env bash
            if [ "$1" = --version ]; then echo 'Apache Maven %s (abc)'; exit 0; fi
            %s
            """
                .formatted(version, build));
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A jar in the command's place, which prints what it was asked for. */
  private Path aJar() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Echo.java"),
            "class Echo { public static void main(String[] a)"
                + " { System.out.println(\"ran \" + String.join(\" \", a)); } }");
    Files.createDirectories(directory.resolve("lib"));
    jdk("javac", "-d", directory.resolve("classes").toString(), source.toString());
    Path jar = directory.resolve("echo.jar");
    jdk(
        "jar",
        "--create",
        "--file",
        jar.toString(),
        "--main-class",
        "Echo",
        "-C",
        directory.resolve("classes").toString(),
        ".");
    return jar;
  }

  private static void jdk(String program, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(Path.of(JDK_25, "bin", program).toString()));
    words.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }
}
