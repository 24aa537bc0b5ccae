package org.iguazu.loopback.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container to run, overrides applied.
 *
 * @param environment all of it, the metadata address included
 * @param memory the most it may use, in MiB
 * @param definition the whole container definition, for what only some engines can do
 */
public record ContainerSpec(
    String name,
    String image,
    List<String> entryPoint,
    List<String> command,
    Map<String, String> environment,
    int memory,
    boolean essential,
    Duration stopTimeout,
    ObjectNode definition) {

  public ContainerSpec {
    entryPoint = List.copyOf(entryPoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
