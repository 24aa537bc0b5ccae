package org.iguazu.dispatcher.simulation;

import static org.iguazu.test.SettableClock.NOON;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.dispatcher.simulation.Fibers.Host;
import org.iguazu.dispatcher.simulation.History.Body;
import org.iguazu.dispatcher.simulation.SimulatedEcs.SimulatedTask;
import org.iguazu.test.Assembly;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One seed's run: servers that share a ledger and an ECS, a few invocations, some minutes in which
 * everything goes wrong, and then time enough for all to end.
 */
final class Simulation {

  private static final int SERVERS = 2;
  private static final int INVOCATIONS = 5;
  private static final int TROUBLES = 14;
  private static final int MANY_TROUBLES = 22;
  private static final Duration LONGEST_BETWEEN_TROUBLES = Duration.ofSeconds(40);
  private static final Duration LONGEST_FREEZE = Duration.ofMinutes(5);
  private static final Duration ENOUGH = Duration.ofHours(4);

  private final Random random;
  private final Assembly core;
  private final Connection connection;
  private final Fibers fibers;
  private final Faults faults;
  private final SimulatedEcs ecs;
  private final SimulatedQueue events;
  private final InvocationReader reader;
  private final JdbcClient jdbc;
  private final SimulatedServer[] servers = new SimulatedServer[SERVERS];
  private final List<InvocationId> invocations = new ArrayList<>();
  private final Map<InvocationId, Instant> startBy = new HashMap<>();
  private final Map<InvocationId, List<Body>> bodies = new LinkedHashMap<>();
  private final Set<InvocationId> unfinished = new HashSet<>();
  private Instant lookAgain = NOON;
  private boolean quiet;
  private int mostActive;

  /**
   * A run that has not begun.
   *
   * @param connection the one that all of it shares
   */
  Simulation(long seed, Assembly core, Connection connection) {
    this.random = new Random(seed);
    this.core = core;
    this.connection = connection;
    this.faults = new Faults(random);
    this.fibers = new Fibers(random, faults.stallsOneIn(), NOON);
    this.events = new SimulatedQueue(fibers, faults);
    var job =
        new SimulatedJob(
            new InvocationLedger(database(), () -> SimulatedServer.CHANCE),
            fibers,
            faults,
            random,
            this::bodyEntered);
    this.ecs = new SimulatedEcs(fibers, faults, random, events, job::run);
    this.reader = core.get(InvocationReader.class);
    this.jdbc = JdbcClient.create(core.get(DataSource.class));
    for (int i = 0; i < SERVERS; i++) {
      startServer(i);
    }
    fibers.start(new Host(), this::trouble);
  }

  private SimulatedDatabase database() {
    return new SimulatedDatabase(connection, fibers, faults);
  }

  private void startServer(int number) {
    servers[number] =
        new SimulatedServer(
            "server-" + fibers.steps(),
            core,
            database(),
            ecs,
            events,
            fibers,
            faults,
            this::countActive);
  }

  private void countActive() {
    mostActive =
        Math.max(
            mostActive,
            jdbc.sql("SELECT count(*) FROM invocation WHERE phase = 'ACTIVE' AND job = :job")
                .param("job", SimulatedJob.NARROW)
                .query(Integer.class)
                .single());
  }

  private void bodyEntered(InvocationId invocation, int dispatch, String by) {
    bodies.computeIfAbsent(invocation, _ -> new ArrayList<>()).add(new Body(dispatch, by));
  }

  /** Runs to the end, and says what came of it. */
  Result run() {
    try {
      boolean ended = fibers.runUntil(NOON.plus(ENOUGH), () -> quiet && allEnded());
      return new Result(
          ended, mostActive, fibers.steps(), invocations.stream().map(this::historyOf).toList());
    } finally {
      fibers.close();
    }
  }

  /**
   * What came of a run.
   *
   * @param ended whether all invocations and tasks did
   * @param mostActive how many of the narrow job were active at once, at most
   */
  record Result(boolean ended, int mostActive, long steps, List<History> histories) {}

  private History historyOf(InvocationId id) {
    return new History(
        reader.find(id).orElseThrow(),
        Objects.requireNonNull(startBy.get(id)),
        reader.events(id),
        bodies.getOrDefault(id, List.of()),
        ecs.tasks().stream().filter(it -> SimulatedJob.invocationOf(it).equals(id)).toList());
  }

  private boolean allEnded() {
    if (!ecs.tasks().stream().allMatch(SimulatedTask::hasStopped)) {
      return false;
    }
    if (!unfinished.isEmpty() && !fibers.instant().isBefore(lookAgain)) {
      unfinished.removeIf(id -> reader.finished(id).orElseThrow());
      lookAgain = fibers.instant().plusSeconds(30);
    }
    return unfinished.isEmpty();
  }

  /** Invocations come, and all sorts of things happen to them. */
  private void trouble() {
    int troubles = faults.givesBack() ? MANY_TROUBLES : TROUBLES;
    for (int i = 0; i < troubles; i++) {
      if (i < INVOCATIONS) {
        submit();
      }
      fibers.sleep(fibers.upTo(LONGEST_BETWEEN_TROUBLES));
      switch (random.nextInt(9)) {
        case 0, 1 -> restart(random.nextInt(SERVERS));
        case 2, 3 -> fibers.freeze(anyServer().host(), fibers.upTo(LONGEST_FREEZE));
        case 4 -> cancel(invocations.get(random.nextInt(invocations.size())));
        case 5 -> loseAHost();
        case 6 -> faults.outage(true);
        case 7 -> faults.outage(false);
        default -> {}
      }
    }
    faults.end();
    fibers.calm();
    quiet = true;
  }

  private SimulatedServer anyServer() {
    return servers[random.nextInt(SERVERS)];
  }

  private void restart(int number) {
    fibers.crash(servers[number].host());
    startServer(number);
  }

  private void submit() {
    var request = InvocationRequest.of(anyJob()).startWithin(startWithin()).build();
    Invocation accepted =
        ((Intake.Accepted)
                core.get(InvocationIntake.class)
                    .accept(List.of(request), "test", null, fibers.instant())
                    .getFirst())
            .invocation();
    startBy.put(accepted.id(), accepted.startBy());
    invocations.add(accepted.id());
    unfinished.add(accepted.id());
  }

  private String anyJob() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> SimulatedJob.BARE;
      case 2, 3 -> SimulatedJob.NARROW;
      case 4, 5 -> SimulatedJob.AGAIN;
      default -> SimulatedJob.FENCED;
    };
  }

  private Duration startWithin() {
    boolean shortly = random.nextInt(4) == 0 && !faults.givesBack();
    return Duration.ofSeconds(shortly ? 1 + random.nextInt(60) : 180 + random.nextInt(420));
  }

  private void cancel(InvocationId id) {
    core.get(InvocationLedger.class)
        .append(id, new News.StopRequested(StopCause.CANCEL, "ann", fibers.instant()));
    for (SimulatedServer server : servers) {
      server.changed(id);
    }
  }

  private void loseAHost() {
    List<SimulatedTask> running = ecs.tasks().stream().filter(task -> !task.hasStopped()).toList();
    if (!running.isEmpty()) {
      ecs.lose(running.get(random.nextInt(running.size())));
    }
  }
}
