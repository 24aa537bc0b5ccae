package org.iguazu.loopback.engine;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task to run, overrides applied.
 *
 * @param id its 32 hexadecimal digits
 * @param definition the whole task definition, for what only some engines can do
 */
public record TaskSpec(String id, List<ContainerSpec> containers, ObjectNode definition) {

  public TaskSpec {
    containers = List.copyOf(containers);
  }
}
