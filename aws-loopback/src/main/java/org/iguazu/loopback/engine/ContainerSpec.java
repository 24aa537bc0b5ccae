package org.iguazu.loopback.engine;

import java.util.List;
import java.util.Map;

/**
 * A container to run, overrides applied.
 *
 * @param environment all of it, the metadata address included
 * @param labels for whoever looks at the engine's containers
 */
public record ContainerSpec(
    String name,
    String image,
    Program program,
    Map<String, String> environment,
    Resources resources,
    Lifecycle lifecycle,
    List<Mount> mounts,
    Confinement confinement,
    Map<String, String> labels) {

  public ContainerSpec {
    environment = Map.copyOf(environment);
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
  }

  public boolean essential() {
    return lifecycle.essential();
  }
}
