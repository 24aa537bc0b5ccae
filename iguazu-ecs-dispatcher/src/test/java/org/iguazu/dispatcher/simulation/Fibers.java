package org.iguazu.dispatcher.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take turns: one runs at a time, and gives way only where it calls {@link #pause} or
 * {@link #sleep}. Who goes on, and how long each step takes, follows from the seed. The clock moves
 * only while all of them wait.
 */
final class Fibers implements InstantSource {

  private static final Duration LONGEST_STALL = Duration.ofMinutes(6);

  private final Random random;
  private final int stallsOneIn;
  private final Semaphore back = new Semaphore(0);
  private final List<Fiber> fibers = new ArrayList<>();
  private @Nullable Fiber current;
  private @Nullable Throwable broken;
  private Instant now;
  private boolean stalls = true;
  private long steps;

  /**
   * No threads yet.
   *
   * @param stallsOneIn whoever gives way stands still then, once in so many times
   */
  Fibers(Random random, int stallsOneIn, Instant now) {
    this.random = random;
    this.stallsOneIn = stallsOneIn;
    this.now = now;
  }

  /** What stops all at once: a process, a machine. */
  static final class Host {

    private boolean dead;
    private Instant frozenUntil = Instant.MIN;

    boolean isDead() {
      return dead;
    }
  }

  /** Unwinds a fiber whose host is dead. */
  static final class Crash extends Error {

    Crash() {
      super("its host is dead", null, false, false);
    }
  }

  /** One of the threads. */
  private final class Fiber {

    private final Host host;
    private final Semaphore turn = new Semaphore(0);
    private Instant wake = now;
    private boolean ended;

    Fiber(Host host, Runnable body) {
      this.host = host;
      Thread.ofVirtual().start(() -> run(body));
    }

    private void run(Runnable body) {
      turn.acquireUninterruptibly();
      try {
        if (!host.dead) {
          body.run();
        }
      } catch (Throwable e) {
        if (!host.dead && broken == null) {
          broken = e;
        }
      } finally {
        ended = true;
        back.release();
      }
    }

    private Instant next() {
      if (host.dead) {
        return Instant.MIN;
      }
      return wake.isAfter(host.frozenUntil) ? wake : host.frozenUntil;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  void start(Host host, Runnable body) {
    fibers.add(new Fiber(host, body));
  }

  /** A moment in which others may run, the host may die, or much time may pass. */
  void pause() {
    boolean stall = stalls && random.nextInt(stallsOneIn) == 0;
    sleep(stall ? upTo(LONGEST_STALL) : Duration.ofMillis(random.nextInt(30)));
  }

  void sleep(Duration time) {
    Fiber fiber = current;
    if (fiber == null) {
      return; // whoever looks at the simulation from outside
    }
    fiber.wake = now.plus(time);
    back.release();
    fiber.turn.acquireUninterruptibly();
    if (fiber.host.dead) {
      throw new Crash();
    }
  }

  Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextLong(longest.toMillis()) + 1);
  }

  /** Nobody stands still any more. */
  void calm() {
    stalls = false;
  }

  void crash(Host host) {
    host.dead = true;
  }

  void freeze(Host host, Duration time) {
    host.frozenUntil = now.plus(time);
  }

  long steps() {
    return steps;
  }

  /**
   * Lets them run until {@code done}, or {@code latest} has come.
   *
   * @return whether it was done
   */
  boolean runUntil(Instant latest, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Instant next = fibers.stream().map(Fiber::next).min(Instant::compareTo).orElse(Instant.MAX);
      if (next.isAfter(latest)) {
        now = latest;
        return done.getAsBoolean();
      }
      now = next.isAfter(now) ? next : now;
      List<Fiber> ready = fibers.stream().filter(it -> !it.next().isAfter(now)).toList();
      step(ready.get(random.nextInt(ready.size())));
    }
    return true;
  }

  private void step(Fiber fiber) {
    giveTurn(fiber);
    if (broken != null) {
      throw new IllegalStateException("a thread of the simulation broke", broken);
    }
  }

  private void giveTurn(Fiber fiber) {
    steps++;
    current = fiber;
    fiber.turn.release();
    back.acquireUninterruptibly();
    current = null;
    if (fiber.ended) {
      fibers.remove(fiber);
    }
  }

  /** Ends them all. */
  void close() {
    fibers.forEach(fiber -> fiber.host.dead = true);
    while (!fibers.isEmpty()) {
      giveTurn(fibers.getFirst());
    }
  }
}
