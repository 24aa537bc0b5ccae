package org.iguazu.loopback.faults;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which of the calls that a rule looks at are hit. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface When {

  /** Is the {@code call}-th call, counted from one since the rule was made, hit? */
  boolean hits(int call, long seed);

  /** Every call. */
  record Always() implements When {
    @Override
    public boolean hits(int call, long seed) {
      return true;
    }
  }

  /** Just the n-th call, counted from one. */
  record Nth(int call) implements When {
    @Override
    public boolean hits(int call, long seed) {
      return call == this.call;
    }
  }

  /** The first so many calls. */
  record First(int calls) implements When {
    @Override
    public boolean hits(int call, long seed) {
      return call <= calls;
    }
  }

  /** Each call with this probability; the same seed hits the same calls. */
  record Chance(double probability) implements When {
    @Override
    public boolean hits(int call, long seed) {
      return unit(seed + call * 0x9E3779B97F4A7C15L) < probability;
    }

    /** SplitMix64's finaliser: a number in [0, 1) that looks random and depends on nothing else. */
    private static double unit(long mixed) {
      long a = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
      return ((b ^ (b >>> 31)) >>> 11) * 0x1.0p-53;
    }
  }
}
