package org.iguazu.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Task;

/** An image that is a jar runs as a JVM of its container's size. */
final class JarTaskIT {

  @TempDir Path directory;
  private Loopback loopback;
  private Path jar;

  /** What the jar does: the first argument says it. */
  static final class Job {

    private Job() {}

    public static void main(String... args) throws Exception {
      switch (args[0]) {
        case "heap" -> System.out.println(Runtime.getRuntime().maxMemory() >> 20);
        case "speak" -> System.out.println("señor, 5 €: " + System.getenv("WHO"));
        case "metadata" -> System.out.println(metadata());
        case "burst" -> System.out.println(new long[1 << 27].length);
        default -> System.exit(3);
      }
    }

    private static String metadata() throws IOException {
      var uri = URI.create(System.getenv("ECS_CONTAINER_METADATA_URI_V4") + "/task");
      try (var in = uri.toURL().openStream()) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }
  }

  @BeforeEach
  void start() throws IOException {
    jar = jarOf(Job.class, directory);
    loopback = Loopback.in(directory, config -> config);
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  static Path jarOf(Class<?> main, Path directory) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    Path file = directory.resolve("a job.jar");
    String entry = main.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest);
        var bytes = main.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(bytes.readAllBytes());
    }
    return file;
  }

  private Task ran(String image, String... command) {
    String definition =
        loopback.register(
            "jar",
            main -> main.image(image).command(command).environment(Loopback.pair("WHO", "José")));
    return loopback.awaitStopped(loopback.run(definition));
  }

  private List<String> printed(Task task) {
    assertThat(task.containers().getFirst().exitCode()).isZero();
    return loopback.log(task.taskArn());
  }

  @Test
  void theHeapIsThreeQuartersOfTheContainersMemory() {
    Task task = ran(jar.toString(), "heap");

    // the serial collector does not count one of its survivor spaces
    assertThat(Integer.parseInt(printed(task).getFirst())).isBetween(365, 384);
  }

  @Test
  void aFileUrlIsAJarTooAndItsOutputIsUtf8() {
    Task task = ran(jar.toUri().toString(), "speak");

    assertThat(printed(task)).containsExactly("señor, 5 €: José");
  }

  @Test
  void theTaskLearnsWhoItIsFromTheMetadataEndpoint() {
    Task task = ran(jar.toString(), "metadata");

    assertThat(printed(task).getFirst())
        .contains("\"TaskARN\":\"" + task.taskArn() + "\"")
        .contains("\"Cluster\":\"default\"");
  }

  @Test
  void aFullHeapEndsTheJvmAndIsTold() {
    Task task = ran(jar.toString(), "burst");

    assertThat(task.containers().getFirst().exitCode()).isEqualTo(3);
    assertThat(task.containers().getFirst().reason()).startsWith("OutOfMemoryError: ");
  }

  @Test
  void exitCode3AloneIsNotTakenForAFullHeap() {
    Task task = ran(jar.toString(), "other");

    assertThat(task.containers().getFirst().exitCode()).isEqualTo(3);
    assertThat(task.containers().getFirst().reason()).isNull();
  }

  @Test
  void aJarThatIsNotThereFailsToStart() {
    Task task = ran("/no/such.jar");

    assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
    assertThat(task.stoppedReason()).startsWith("CannotPullContainerError: there is no file");
    assertThat(task.startedAt()).isNull();
    assertThat(task.containers().getFirst().exitCode()).isNull();
  }
}
