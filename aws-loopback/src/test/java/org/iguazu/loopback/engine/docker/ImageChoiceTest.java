package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.Program;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.docker.ImageChoice.Chosen;
import org.iguazu.loopback.engine.docker.ImageChoice.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageChoiceTest {

  private static final Program ITS_OWN = new Program(List.of(), List.of("--fast"), null);

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void makeJar() throws Exception {
    jar = Files.createFile(directory.resolve("job.jar"));
  }

  private static ImageChoice choice(String image, Program program, @Nullable String jarImage) {
    ContainerSpec any = Specs.script("main", image, "true").spec();
    return ImageChoice.of(
        new ContainerSpec(
            "main",
            image,
            program,
            any.environment(),
            any.resources(),
            any.lifecycle(),
            List.of(),
            any.confinement(),
            any.labels()),
        jarImage);
  }

  private static void assertRefused(ImageChoice choice, String reason) {
    assertThat(choice)
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason()).startsWith(reason));
  }

  @Test
  void anImageIsRunAsItIs() {
    var program = new Program(List.of("sh"), List.of("-c", "true"), null);

    assertThat(choice("debian:12", program, null))
        .isEqualTo(new Chosen("debian:12", List.of("sh"), List.of("-c", "true"), Optional.empty()));
  }

  @Test
  void aJarRunsInTheImageThatHasAJavaWithinTheMemoryOfItsContainer() {
    for (String image : List.of(jar.toString(), jar.toUri().toString())) {
      assertThat(choice(image, ITS_OWN, "java:25"))
          .isInstanceOfSatisfying(
              Chosen.class,
              it -> {
                assertThat(it.image()).isEqualTo("java:25");
                assertThat(it.entryPoint()).containsExactly("java");
                assertThat(it.command())
                    .containsExactly(
                        "-XX:MaxRAMPercentage=75",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        "/job.jar",
                        "--fast");
                assertThat(it.file())
                    .hasValueSatisfying(bind -> {
                      assertThat(bind.getPath()).isEqualTo(jar.toString());
                      assertThat(bind.getAccessMode()).isEqualTo(AccessMode.ro);
                    });
              });
    }
  }

  @Test
  void whatIsNoImageIsRefusedWithAReason() {
    var entryPoint = new Program(List.of("sh"), List.of(), null);
    String missing = directory.resolve("none.jar").toString();

    assertRefused(choice("process:", ITS_OWN, "java:25"), "CannotPullContainerError: process:");
    assertRefused(
        choice(jar.toString(), ITS_OWN, null), "CannotPullContainerError: the jar " + jar);
    assertRefused(
        choice(missing, ITS_OWN, "java:25"),
        "CannotPullContainerError: there is no file " + missing);
    assertRefused(
        choice(jar.toString(), entryPoint, "java:25"),
        "CannotStartContainerError: a jar is its own entry point");
  }
}
