package org.iguazu.loopback.ecs.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iguazu.loopback.engine.Mount;
import org.iguazu.loopback.engine.Volume;
import org.iguazu.loopback.wire.AwsError;
import tools.jackson.databind.JsonNode;

/** What is demanded of volumes: here they live as long as their task, on the local driver. */
final class VolumeRules {

  private VolumeRules() {}

  static void check(JsonNode definition, List<JsonNode> containers) {
    Set<String> names = new HashSet<>();
    definition.path("volumes").forEach(VolumeRules::checkKind);
    for (Volume volume : VolumeFields.volumes(definition)) {
      demand(
          volume.name().matches("[a-zA-Z0-9_-]{1,255}") && names.add(volume.name()),
          "Volume name '%s' is invalid or used twice.".formatted(volume.name()));
    }
    for (JsonNode container : containers) {
      VolumeFields.mounts(container).forEach(mount -> check(mount, names));
    }
  }

  private static void checkKind(JsonNode volume) {
    JsonNode docker = volume.path("dockerVolumeConfiguration");
    boolean known =
        volume.path("host").isEmpty()
            && !volume.has("efsVolumeConfiguration")
            && !volume.has("fsxWindowsFileServerVolumeConfiguration")
            && !volume.path("configuredAtLaunch").asBoolean(false);
    demand(
        known
            && docker.path("scope").asString("task").equals("task")
            && docker.path("driver").asString("local").equals("local"),
        "aws-loopback has only volumes of scope task on driver local, which volume '%s' is not."
            .formatted(volume.path("name").asString("")));
  }

  private static void check(Mount mount, Set<String> volumes) {
    demand(
        volumes.contains(mount.volume()),
        "Mount point of unknown volume '%s'.".formatted(mount.volume()));
    demand(
        mount.path().matches("(/(?!\\.\\.?(/|$))[^/:]+)+"),
        "Mount point '%s' is no absolute path.".formatted(mount.path()));
  }

  private static void demand(boolean met, String message) {
    if (!met) {
      throw AwsError.client(message);
    }
  }
}
