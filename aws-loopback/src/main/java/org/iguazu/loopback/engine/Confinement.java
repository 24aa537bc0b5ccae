package org.iguazu.loopback.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may not do. An engine that cannot enforce all of it must not run the container.
 *
 * @param user name or number, with or without a group, that it runs as; that of the image if
 *     missing
 * @param securityOptions {@code no-new-privileges}, {@code apparmor:PROFILE} or {@code label:VALUE}
 */
public record Confinement(
    @Nullable String user,
    boolean networkDisabled,
    boolean readOnlyRoot,
    List<String> securityOptions,
    List<Ulimit> ulimits,
    Linux linux) {

  /** What a container is that says nothing about any of it. */
  public static final Confinement NONE =
      new Confinement(null, false, false, List.of(), List.of(), Linux.PLAIN);

  public Confinement {
    securityOptions = List.copyOf(securityOptions);
    ulimits = List.copyOf(ulimits);
  }

  /** A limit by its name in ECS, e.g. {@code nofile}. */
  public record Ulimit(String name, long soft, long hard) {}

  /**
   * ECS's {@code linuxParameters}.
   *
   * @param init whether a small init is process 1, which buries orphans and passes signals on
   * @param maxSwap in MiB; whatever the daemon gives if missing
   * @param swappiness from 0 to 100; the machine's if missing
   * @param sharedMemory size of {@code /dev/shm} in MiB, 0 for the usual
   */
  public record Linux(
      List<String> droppedCapabilities,
      List<String> addedCapabilities,
      boolean init,
      List<Tmpfs> tmpfs,
      @Nullable Integer maxSwap,
      @Nullable Integer swappiness,
      int sharedMemory) {

    /** What a container has that says nothing about it. */
    public static final Linux PLAIN =
        new Linux(List.of(), List.of(), false, List.of(), null, null, 0);

    public Linux {
      droppedCapabilities = List.copyOf(droppedCapabilities);
      addedCapabilities = List.copyOf(addedCapabilities);
      tmpfs = List.copyOf(tmpfs);
    }
  }

  /** A file system in memory; {@code size} in MiB, {@code options} as mount(8) has them. */
  public record Tmpfs(String path, int size, List<String> options) {

    public Tmpfs {
      options = List.copyOf(options);
    }
  }
}
