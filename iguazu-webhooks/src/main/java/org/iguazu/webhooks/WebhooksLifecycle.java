package org.iguazu.webhooks;

import org.iguazu.core.wake.Wakeups;
import org.iguazu.webhooks.delivery.DeliveryLoop;
import org.iguazu.webhooks.http.WebhookProperties;
import org.springframework.context.SmartLifecycle;

/** Starts sending when the server is up, and ends it before anything it needs. */
final class WebhooksLifecycle implements SmartLifecycle {

  private final WebhookProperties properties;
  private final DeliveryLoop loop;
  private final Wakeups wakeups;
  private volatile boolean running;

  WebhooksLifecycle(WebhookProperties properties, DeliveryLoop loop, Wakeups wakeups) {
    this.properties = properties;
    this.loop = loop;
    this.wakeups = wakeups;
  }

  @Override
  public void start() {
    wakeups.onDeliveries(loop::wake);
    wakeups.onMissed(loop::wake);
    loop.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      loop.stop();
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
