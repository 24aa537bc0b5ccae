package org.iguazu.loopback.engine.run;

import java.util.List;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.TaskObserver;

/** What an engine tells of a container it starts. */
public interface ContainerEvents {

  /** Whether it is still to be started: an engine that takes long to do so asks now and then. */
  boolean isWanted();

  /** Its image is there. */
  void pulled(String imageId);

  /** It was made, and is not started yet. */
  void created(TaskObserver.Handle handle);

  void printed(List<String> lines);

  /** Its health check says that it is well. */
  void healthy();

  /** It has ended, once it was started, and all it printed has been told. */
  void ended(ContainerEnd end);
}
