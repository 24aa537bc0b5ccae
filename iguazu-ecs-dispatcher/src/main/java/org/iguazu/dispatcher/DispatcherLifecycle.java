package org.iguazu.dispatcher;

import org.iguazu.core.wake.Wakeups;
import org.iguazu.dispatcher.dispatch.Dispatcher;
import org.iguazu.dispatcher.dispatch.DispatcherProperties;
import org.iguazu.dispatcher.event.EventLoop;
import org.iguazu.dispatcher.follow.FollowLoop;
import org.springframework.context.SmartLifecycle;

/** Starts dispatching when the server is up, and ends it before anything it needs. */
final class DispatcherLifecycle implements SmartLifecycle {

  private final DispatcherProperties properties;
  private final Dispatcher dispatcher;
  private final FollowLoop followLoop;
  private final EventLoop eventLoop;
  private final Wakeups wakeups;
  private volatile boolean running;

  DispatcherLifecycle(
      DispatcherProperties properties,
      Dispatcher dispatcher,
      FollowLoop followLoop,
      EventLoop eventLoop,
      Wakeups wakeups) {
    this.properties = properties;
    this.dispatcher = dispatcher;
    this.followLoop = followLoop;
    this.eventLoop = eventLoop;
    this.wakeups = wakeups;
  }

  @Override
  public void start() {
    dispatcher.start(wakeups);
    followLoop.start(wakeups);
    eventLoop.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      dispatcher.stop();
      followLoop.stop();
      eventLoop.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }
}
