package org.iguazu.job.runner;

/** Makes the runner's own threads: none keeps the process alive. */
final class Daemon {

  private Daemon() {}

  static Thread of(String name, Runnable task) {
    var thread = new Thread(task, "iguazu-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
