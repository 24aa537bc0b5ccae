package org.iguazu.loopback.ecs.definition;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.loopback.engine.Mount;
import org.iguazu.loopback.engine.Volume;
import tools.jackson.databind.JsonNode;

/** Reads a task's volumes, and where its containers find them. */
public final class VolumeFields {

  private VolumeFields() {}

  public static List<Volume> volumes(JsonNode definition) {
    return definition.path("volumes").valueStream().map(VolumeFields::volume).toList();
  }

  private static Volume volume(JsonNode volume) {
    return new Volume(
        volume.path("name").asString(""),
        strings(volume.path("dockerVolumeConfiguration").path("driverOpts")));
  }

  public static List<Mount> mounts(JsonNode container) {
    return container
        .path("mountPoints")
        .valueStream()
        .map(it ->
            new Mount(
                it.path("sourceVolume").asString(""),
                it.path("containerPath").asString(""),
                it.path("readOnly").asBoolean(false)))
        .toList();
  }

  /** An object whose values are strings. */
  public static Map<String, String> strings(JsonNode object) {
    return object
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
  }
}
