package org.iguazu.server.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Ends the server when the process that it was started for is gone, however that one ended. */
final class ParentWatch implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(ParentWatch.class);

  private final long parent;
  private final Runnable end;

  ParentWatch(long parent, Runnable end) {
    this.parent = parent;
    this.end = end;
  }

  @Override
  public void afterPropertiesSet() {
    Thread.ofVirtual().name("iguazu-parent-watch").start(this::watch);
  }

  private void watch() {
    ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
    log.info("process {}, which this server was started for, has ended: ending too", parent);
    end.run();
  }
}
