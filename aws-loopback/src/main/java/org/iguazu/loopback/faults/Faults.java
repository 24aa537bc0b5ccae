package org.iguazu.loopback.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The rules in force. With the same seed, rules and order of calls, the same calls are hit. */
public final class Faults {

  private final long seed;
  private final AtomicInteger rulesMade = new AtomicInteger();
  private final List<CountingRule> rules = new CopyOnWriteArrayList<>();

  public Faults(long seed) {
    this.seed = seed;
  }

  /** Adds a rule, e.g. {@code add("RunTask", new When.Nth(1), new Fault.CutAfter())}. */
  public void add(String action, When when, Fault fault) {
    add(new FaultRule(action, when, fault));
  }

  /** Adds a rule; it counts calls from now on. */
  public void add(FaultRule rule) {
    long own = seed + rulesMade.incrementAndGet() * 0x632BE59BD9B4E019L;
    rules.add(new CountingRule(rule, own, new AtomicInteger()));
  }

  /** Nothing goes wrong any more. */
  public void clear() {
    rules.clear();
  }

  public List<FaultRule> rules() {
    return rules.stream().map(CountingRule::rule).toList();
  }

  /** What goes wrong with the call of this action that has just come in. */
  public List<Fault> of(String action) {
    return hitting(rule -> rule.concerns(action));
  }

  /** What goes wrong with the event that is to be sent now. */
  public List<Fault> ofEvent() {
    return hitting(FaultRule::concernsEvents);
  }

  private List<Fault> hitting(Predicate<FaultRule> concerned) {
    return rules.stream()
        .filter(counting -> concerned.test(counting.rule))
        .filter(CountingRule::hitsNext)
        .map(counting -> counting.rule.fault())
        .toList();
  }

  private record CountingRule(FaultRule rule, long seed, AtomicInteger calls) {

    boolean hitsNext() {
      return rule.when().hits(calls.incrementAndGet(), seed);
    }
  }
}
