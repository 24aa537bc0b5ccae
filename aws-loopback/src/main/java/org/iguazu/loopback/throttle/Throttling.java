package org.iguazu.loopback.throttle;

import java.util.EnumMap;
import java.util.Map;

/** The rates in force; a group that is not in the map is not limited. */
public record Throttling(Map<ThrottleGroup, Rate> rates) {

  public Throttling {
    rates = Map.copyOf(rates);
  }

  /** No limits: the default for development. */
  public static Throttling off() {
    return new Throttling(Map.of());
  }

  /** The limits ECS documents, per account and Region. */
  public static Throttling likeEcs() {
    Map<ThrottleGroup, Rate> rates = new EnumMap<>(ThrottleGroup.class);
    for (ThrottleGroup group : ThrottleGroup.values()) {
      rates.put(group, group.documented());
    }
    return new Throttling(rates);
  }

  public Throttling with(ThrottleGroup group, Rate rate) {
    Map<ThrottleGroup, Rate> changed = new EnumMap<>(ThrottleGroup.class);
    changed.putAll(rates);
    changed.put(group, rate);
    return new Throttling(changed);
  }
}
