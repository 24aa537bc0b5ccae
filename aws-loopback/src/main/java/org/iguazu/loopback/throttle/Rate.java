package org.iguazu.loopback.throttle;

/** How many calls may come at once, and how many per second in the long run. */
public record Rate(int burst, double perSecond) {

  public Rate {
    if (burst < 1 || perSecond <= 0) {
      throw new IllegalArgumentException(
          "a rate lets something through: burst=%d perSecond=%s".formatted(burst, perSecond));
    }
  }
}
