package org.iguazu.loopback.engine.process;

import java.util.List;

/**
 * Everything a container has started, as far as it can be found again.
 *
 * @param leader the container's process, and its group's number where there are groups
 * @param mark the value of {@link #MARK} in the environment of all its descendants
 * @param seen descendants seen while the leader lived
 */
record ProcessTree(ProcessHandle leader, String mark, List<ProcessHandle> seen) {

  /** A variable every container has, with another value in each. */
  static final String MARK = "ECS_CONTAINER_METADATA_URI_V4";
}
