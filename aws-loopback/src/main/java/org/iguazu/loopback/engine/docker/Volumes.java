package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.loopback.engine.Volume;

/**
 * A task's volumes. One without options is a directory of the daemon's; one in memory has a size,
 * at most what the engine gives, and is empty again whenever no container mounts it: Docker
 * unmounts it then, on AWS too.
 */
final class Volumes {

  private static final Pattern SIZE = Pattern.compile("(?:^|,)size=(\\d{1,9})([kmg]?)");

  private final DockerClient docker;
  private final int mostMib;

  Volumes(DockerClient docker, int mostMib) {
    this.docker = docker;
    this.mostMib = mostMib;
  }

  /** Makes a volume under this name, with these labels; if that is too much, says so. */
  Optional<String> make(Volume volume, String name, Map<String, String> labels) {
    Map<String, String> options = volume.options();
    if (!options.isEmpty()) {
      String mount = options.getOrDefault("o", "");
      long wanted = mib(mount);
      if (wanted > mostMib) {
        return Optional.of(
            "CannotCreateVolumeError: volume %s wants %d MiB of memory; this loopback gives at most %d"
                .formatted(volume.name(), wanted, mostMib));
      }
      options = new HashMap<>(options);
      options.put("o", and(mount, "size=%dm".formatted(wanted > 0 ? wanted : mostMib)));
    }
    docker
        .createVolumeCmd()
        .withName(name)
        .withDriver("local")
        .withDriverOpts(options)
        .withLabels(labels)
        .exec();
    return Optional.empty();
  }

  private static String and(String options, String other) {
    return options.isEmpty() ? other : options + "," + other;
  }

  /** Rounded up; 0 if no size is given. */
  private static long mib(String mountOptions) {
    Matcher matcher = SIZE.matcher(mountOptions);
    if (!matcher.find()) {
      return 0;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "g" -> number << 10;
      case "m" -> number;
      case "k" -> Math.ceilDiv(number, 1L << 10);
      default -> Math.ceilDiv(number, 1L << 20);
    };
  }
}
