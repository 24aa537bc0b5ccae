package org.iguazu.loopback.engine.choice;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which engine is wanted. */
public enum EngineKind {
  /** Child processes only. */
  PROCESS,
  /** Containers only. */
  DOCKER,
  /**
   * Containers where there is a Docker daemon, for what needs them; child processes for the rest.
   */
  AUTO;

  /** By its name on a command line. */
  public static Optional<EngineKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
