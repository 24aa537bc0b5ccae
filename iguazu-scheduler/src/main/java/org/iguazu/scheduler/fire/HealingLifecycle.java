package org.iguazu.scheduler.fire;

import org.springframework.context.SmartLifecycle;

/** Has schedules' alarms checked from the start of the server on. */
final class HealingLifecycle implements SmartLifecycle {

  private final Alarms alarms;
  private final SchedulerProperties properties;
  private volatile boolean running;

  HealingLifecycle(Alarms alarms, SchedulerProperties properties) {
    this.alarms = alarms;
    this.properties = properties;
  }

  @Override
  public void start() {
    alarms.heal();
    alarms.healEvery(properties.healInterval());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
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
