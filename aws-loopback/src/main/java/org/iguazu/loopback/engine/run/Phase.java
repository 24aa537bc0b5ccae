package org.iguazu.loopback.engine.run;

import org.iguazu.loopback.engine.ContainerEnd;

/** How far a container has come. */
sealed interface Phase {

  /** Nothing was done for it yet. */
  record Waiting() implements Phase {}

  /** The engine is at it. */
  record Starting() implements Phase {}

  /** It runs; {@code stopping} once it was told to end. */
  record Running(LiveContainer container, boolean healthy, boolean stopping) implements Phase {

    Running well() {
      return new Running(container, true, stopping);
    }

    Running leaving() {
      return new Running(container, healthy, true);
    }
  }

  /** It has ended, or will never start. */
  record Ended(ContainerEnd end) implements Phase {}
}
