package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Does what was planned to go wrong, and mends it. */
final class Havoc {

  private final Site site;
  private final Timeline timeline;

  Havoc(Site site, Timeline timeline) {
    this.site = site;
    this.timeline = timeline;
  }

  /** Strikes at the times planned, without waiting for them. */
  void strike(List<Fault> plan) {
    for (Fault fault : plan) {
      timeline.at(
          fault.at(),
          () -> {
            timeline.say(fault.toString());
            try {
              begin(fault);
              Chaos.pause(fault.lasts());
            } finally {
              end(fault);
            }
          });
    }
  }

  private void begin(Fault fault) throws IOException, InterruptedException {
    switch (fault.kind()) {
      case SERVER_KILLED -> site.server(fault.victim()).kill();
      case SERVER_FROZEN -> site.server(fault.victim()).freeze();
      case POSTGRES_STOPPED -> site.postgres().stopImmediately();
      case LOOPBACK_KILLED -> site.loopback().kill();
      case LOOPBACK_FROZEN -> site.loopback().freeze();
      case THROTTLED -> add("RunTask", 0.7, "{\"type\":\"Throttled\"}");
      case FAILED_BEFORE -> add("*", 0.3, "{\"type\":\"FailedBefore\"}");
      case FAILED_AFTER -> add("RunTask", 0.5, "{\"type\":\"FailedAfter\"}");
      case CUT_AFTER -> add("RunTask", 0.5, "{\"type\":\"CutAfter\"}");
      case HUNG_AFTER -> add("RunTask", 0.3, "{\"type\":\"HungAfter\",\"duration\":\"PT12S\"}");
      case TASKS_MISSING -> add("DescribeTasks", 0.5, "{\"type\":\"TasksMissing\"}");
    }
  }

  private void end(Fault fault) throws IOException, InterruptedException {
    switch (fault.kind()) {
      case SERVER_KILLED -> site.server(fault.victim()).start();
      case SERVER_FROZEN -> site.server(fault.victim()).thaw();
      case POSTGRES_STOPPED -> site.postgres().startAgain();
      case LOOPBACK_KILLED -> site.loopback().start();
      case LOOPBACK_FROZEN -> site.loopback().thaw();
      case THROTTLED, FAILED_BEFORE, FAILED_AFTER, CUT_AFTER, HUNG_AFTER, TASKS_MISSING ->
          site.faults("DELETE", "");
    }
  }

  private void add(String action, double probability, String fault)
      throws IOException, InterruptedException {
    site.faults(
        "POST",
        "{\"action\":\"%s\",\"when\":{\"type\":\"Chance\",\"probability\":%s},\"fault\":%s}"
            .formatted(action, probability, fault));
  }

  /** What has died though nobody killed it: a finding of its own. */
  Optional<String> unexpectedDeath() {
    for (int i = 0; i < Site.SERVERS; i++) {
      if (!site.server(i).isAlive()) {
        return Optional.of("server " + i);
      }
    }
    return site.loopback().isAlive() ? Optional.empty() : Optional.of("the loopback");
  }
}
