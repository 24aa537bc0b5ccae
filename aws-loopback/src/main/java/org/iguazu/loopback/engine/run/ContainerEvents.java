package org.iguazu.loopback.engine.run;

import java.util.List;
import org.iguazu.loopback.engine.ContainerEnd;

/** What an engine tells of a container it starts. */
public interface ContainerEvents {

  /** Whether it is still to be started: an engine that takes long to do so asks now and then. */
  boolean isWanted();

  void printed(List<String> lines);

  /** Its health check says that it is well. */
  void healthy();

  /** It has ended, once it was started, and all it printed has been told. */
  void ended(ContainerEnd end);
}
