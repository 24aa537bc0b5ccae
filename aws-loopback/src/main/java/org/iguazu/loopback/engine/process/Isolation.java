package org.iguazu.loopback.engine.process;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.Confinement;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.NetworkMode;
import org.iguazu.loopback.engine.TaskSpec;

/**
 * What a plain child process cannot give. A task that asks for any of it is refused: running it
 * without would be a lie about its isolation. That a mount is read-only, or a volume has a size, is
 * not enforced: only trusted tasks come as far as that.
 */
final class Isolation {

  private Isolation() {}

  /** What of the task the process engine cannot enforce, if anything. */
  static Optional<String> missingFor(TaskSpec task) {
    return Stream.concat(ofTask(task), task.containers().stream().flatMap(Isolation::ofContainer))
        .findFirst();
  }

  private static Stream<String> ofTask(TaskSpec task) {
    return asked(
        Map.of(
            "networkMode none",
            task.network() == NetworkMode.NONE,
            "ipcMode none",
            task.privateIpc()));
  }

  private static Stream<String> ofContainer(ContainerSpec container) {
    Confinement asked = container.confinement();
    return Stream.concat(
            asked(
                Map.of(
                    "disableNetworking", asked.networkDisabled(),
                    "readonlyRootFilesystem", asked.readOnlyRoot(),
                    "user", asked.user() != null,
                    "dockerSecurityOptions", !asked.securityOptions().isEmpty(),
                    "ulimits", !asked.ulimits().isEmpty())),
            ofLinux(asked.linux()))
        .map(field -> field + " of container " + container.name());
  }

  private static Stream<String> ofLinux(Confinement.Linux asked) {
    return asked(
        Map.of(
            "linuxParameters.capabilities",
            !(asked.droppedCapabilities().isEmpty() && asked.addedCapabilities().isEmpty()),
            "linuxParameters.tmpfs",
            !asked.tmpfs().isEmpty(),
            "linuxParameters.maxSwap",
            asked.maxSwap() != null,
            "linuxParameters.swappiness",
            asked.swappiness() != null,
            "linuxParameters.sharedMemorySize",
            asked.sharedMemory() > 0));
  }

  private static Stream<String> asked(Map<String, Boolean> fields) {
    return fields.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).sorted();
  }
}
