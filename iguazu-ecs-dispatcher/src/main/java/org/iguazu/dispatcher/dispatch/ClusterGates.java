package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps invocations queued while their cluster is full, instead of asking ECS for each of them in
 * turn. A cluster that refused for want of room is closed for a while; then a few are let through
 * to try, twice as many each time all goes well.
 */
final class ClusterGates {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofMillis(250);
  private static final int WIDE_OPEN = 64;

  private final Map<String, Gate> gates = new HashMap<>();

  /** A cluster that is, or lately was, full. */
  private static final class Gate {

    private Instant closedUntil = Instant.EPOCH;
    private Duration nextPause = FIRST;
    private int width = 1;
    private int trying;
    private String reason = "";

    /** Nobody has tried it for so long that nothing seems to wait for it any more. */
    private boolean isForgotten(Instant now) {
      return trying == 0 && now.isAfter(closedUntil.plus(LONGEST));
    }

    private boolean isClosed(Instant now) {
      return trying > 0 || now.isBefore(closedUntil);
    }
  }

  /** The clusters for which nothing may be claimed now. */
  synchronized Set<String> closed(Instant now) {
    gates.values().removeIf(gate -> gate.isForgotten(now));
    return gates.entrySet().stream()
        .filter(gate -> gate.getValue().isClosed(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How many to claim at once, {@code most} or fewer: not more than an opening gate lets through.
   */
  synchronized int limit(int most, Instant now) {
    return gates.values().stream()
        .filter(gate -> !gate.isClosed(now))
        .mapToInt(gate -> gate.width)
        .reduce(most, Math::min);
  }

  /** Why a claim made earlier should rather not be sent now, if so. */
  synchronized Optional<String> shut(String cluster, Instant now) {
    return Optional.ofNullable(gates.get(cluster))
        .filter(gate -> now.isBefore(gate.closedUntil))
        .map(gate -> gate.reason);
  }

  /** When the next closed gate opens by itself; {@code otherwise} if none does before. */
  synchronized Instant nextOpening(Instant now, Instant otherwise) {
    return gates.values().stream()
        .map(gate -> gate.closedUntil)
        .filter(instant -> instant.isAfter(now))
        .reduce(otherwise, (a, b) -> a.isBefore(b) ? a : b);
  }

  /** A claim for this cluster is on its way to ECS. */
  synchronized void claimed(String cluster) {
    Gate gate = gates.get(cluster);
    if (gate != null) {
      gate.trying++;
    }
  }

  /** What became of a claim for this cluster, where nothing is known about its room. */
  synchronized void settled(String cluster) {
    Gate gate = gates.get(cluster);
    if (gate != null) {
      gate.trying = Math.max(0, gate.trying - 1);
    }
  }

  /** The cluster had room. */
  synchronized void accepted(String cluster, Instant now) {
    settled(cluster);
    Gate gate = gates.get(cluster);
    if (gate != null && !now.isBefore(gate.closedUntil) && gate.trying == 0) {
      gate.width *= 2;
      gate.nextPause = FIRST;
      if (gate.width > WIDE_OPEN) {
        gates.remove(cluster);
      }
    }
  }

  /** The cluster had no room. */
  synchronized void full(String cluster, String reason, Instant now) {
    settled(cluster);
    Gate gate = gates.computeIfAbsent(cluster, _ -> new Gate());
    if (now.isBefore(gate.closedUntil)) {
      return; // one of many that were on their way when it closed
    }
    gate.width = 1;
    gate.reason = reason;
    gate.closedUntil = now.plus(gate.nextPause);
    gate.nextPause = min(gate.nextPause.multipliedBy(2), LONGEST);
  }

  /**
   * Tasks have ended, so closed clusters may have room in a moment.
   *
   * @return whether a gate opens earlier for it
   */
  synchronized boolean roomPerhaps(Instant now) {
    Instant soon = now.plus(SOON);
    boolean earlier = false;
    for (Gate gate : gates.values()) {
      if (gate.closedUntil.isAfter(soon)) {
        gate.closedUntil = soon;
        earlier = true;
      }
    }
    return earlier;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
