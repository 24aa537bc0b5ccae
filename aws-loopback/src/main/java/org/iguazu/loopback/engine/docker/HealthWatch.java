package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Waits for the daemon to say that a container is well. */
final class HealthWatch extends ResultCallback.Adapter<Event> {

  private final Runnable healthy;

  private HealthWatch(Runnable healthy) {
    this.healthy = healthy;
  }

  /** To be closed when the container has ended. */
  static HealthWatch start(DockerClient docker, String container, Runnable healthy) {
    try {
      var watch = new HealthWatch(healthy);
      docker
          .eventsCmd()
          .withContainerFilter(container)
          .withEventFilter("health_status")
          .exec(watch)
          .awaitStarted();
      return watch;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the start of a container", e);
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onNext(Event event) {
    if ("health_status: healthy".equals(event.getStatus())) {
      healthy.run();
    }
  }
}
