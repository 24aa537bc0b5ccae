package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iguazu.loopback.engine.ContainerSpec;
import org.jspecify.annotations.Nullable;

/** What an image reference means to a daemon. */
sealed interface ImageChoice {

  /**
   * Run this.
   *
   * @param entryPoint that of the image if empty
   * @param command that of the image if empty
   * @param file what the container needs of this machine
   */
  record Chosen(String image, List<String> entryPoint, List<String> command, Optional<Bind> file)
      implements ImageChoice {}

  /** It cannot be run; {@code reason} starts with ECS's name of the error. */
  record Refused(String reason) implements ImageChoice {}

  /** An image as it is, or a jar in an image that has a Java. */
  static ImageChoice of(ContainerSpec container, @Nullable String jarImage) {
    String image = container.image();
    if (image.equals("process:")) {
      return new Refused(
          "CannotPullContainerError: process: is no image; the process engine runs it, which"
              + " --engine auto chooses for it unless the task is to be confined");
    }
    Optional<Path> jar = jar(image);
    if (jar.isEmpty()) {
      return new Chosen(
          image, container.program().entryPoint(), container.program().command(), Optional.empty());
    }
    return jarImage == null
        ? new Refused(
            "CannotPullContainerError: the jar %s cannot be run in a container without an image with a Java; name one with --jar-image, or make an image of the job"
                .formatted(image))
        : of(container, jar.get(), jarImage);
  }

  private static ImageChoice of(ContainerSpec container, Path jar, String jarImage) {
    if (!Files.isRegularFile(jar)) {
      return new Refused("CannotPullContainerError: there is no file " + jar);
    }
    if (!container.program().entryPoint().isEmpty()) {
      return new Refused("CannotStartContainerError: a jar is its own entry point");
    }
    List<String> command = new ArrayList<>();
    command.add("-XX:MaxRAMPercentage=75");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-jar");
    command.add("/job.jar");
    command.addAll(container.program().command());
    var bind = new Bind(jar.toString(), new Volume("/job.jar"), AccessMode.ro);
    return new Chosen(jarImage, List.of("java"), command, Optional.of(bind));
  }

  private static Optional<Path> jar(String image) {
    if (image.startsWith("file:")) {
      return Optional.of(Path.of(URI.create(image)));
    }
    return image.startsWith("/") ? Optional.of(Path.of(image)) : Optional.empty();
  }
}
