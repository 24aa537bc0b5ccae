package org.iguazu.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iguazu.loopback.ecs.Ecs;
import org.iguazu.loopback.ecs.Hosts;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.faults.Faults;
import org.iguazu.loopback.logs.LogStore;
import org.iguazu.loopback.logs.LogsApi;
import org.iguazu.loopback.s3.ObjectStore;
import org.iguazu.loopback.s3.S3Front;
import org.iguazu.loopback.sqs.EventRule;
import org.iguazu.loopback.sqs.Queue;
import org.iguazu.loopback.sqs.Queues;
import org.iguazu.loopback.sqs.SqsApi;
import org.iguazu.loopback.state.Journal;
import org.iguazu.loopback.state.StateDirectory;
import org.iguazu.loopback.throttle.Throttle;
import org.iguazu.loopback.throttle.Throttling;
import org.iguazu.loopback.wire.AwsJsonFront;
import org.iguazu.loopback.wire.Json;
import org.iguazu.loopback.wire.Pause;
import org.iguazu.loopback.wire.WireServer;

/** A running loopback; closing it kills its tasks. */
public final class LoopbackServer implements AutoCloseable {

  /** How long a log is kept; looked at when the loopback starts. */
  private static final Duration LOG_RETENTION = Duration.ofDays(30);

  private static final String EVENTS = "ecs-task-events";
  private static final int MOST_EVENTS = 10_000;

  private final LoopbackConfig config;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Faults faults;
  private final Throttle throttle;
  private final URI endpoint;
  private final Optional<URI> s3EndpointForContainers;
  private final Hosts hosts;
  private final Queue events;
  private final Queues queues;
  private final Thread atExit = Thread.ofPlatform().unstarted(this::closeParts);

  private LoopbackServer(LoopbackConfig config) throws IOException {
    this.config = config;
    this.faults = new Faults(config.seed());
    this.throttle = new Throttle(config.throttling(), config.clock());
    try {
      StateDirectory state = part(StateDirectory.hold(config.stateDirectory()));
      WireServer wire = part(WireServer.bind(config.port()));
      this.endpoint = wire.endpoint();
      this.events = new Queue(MOST_EVENTS, config.clock());
      this.queues = new Queues(endpoint, Map.of(EVENTS, events));
      var logs = new LogStore(state.path("logs"), config.logCap(), config.clock());
      logs.deleteOlderThan(LOG_RETENTION);
      WireServer metadata =
          part(WireServer.bind(0)); // apart, for containers may reach nothing else
      Journal journal = part(Journal.open(state.path("journal.jsonl"), Json.MAPPER));
      TaskEngine engine = part(config.engine().create(state.path("tasks"), config.clock()));
      Ecs ecs = part(ecs(engine, logs, journal, metadata.endpoint()));
      this.hosts = ecs.hosts();
      parts.remove(wire);
      part(wire); // first to close, so that no task is started any more
      var services =
          List.of(ecs.service(), new LogsApi(logs).service(), new SqsApi(queues).service());
      var json = new AwsJsonFront(services, faults, throttle, part(new Pause()));
      var s3 = new S3Front(new ObjectStore(state.path("s3"), config.clock()), config.clock());
      this.s3EndpointForContainers = serveContainers(engine, s3);
      wire.serve("/", new Front(json, s3));
      metadata.serveAnyone("/v4/", ecs.metadata());
      metadata.start();
      wire.serve("/_loopback/", new Control(faults, hosts));
      wire.start();
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IOException | RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /**
   * Starts a loopback.
   *
   * @throws IOException if the port is taken, or another loopback holds the state directory
   */
  public static LoopbackServer start(LoopbackConfig config) throws IOException {
    return new LoopbackServer(config);
  }

  private Ecs ecs(TaskEngine engine, LogStore logs, Journal journal, URI metadata) {
    return new Ecs(
        new Ecs.Ground(
            engine,
            logs,
            journal,
            metadata,
            config.missingWindow(),
            new EventRule(events, faults),
            config.clock()),
        config.clusters());
  }

  /**
   * S3 alone once more, for containers that do not find 127.0.0.1: nothing else is served there.
   */
  private Optional<URI> serveContainers(TaskEngine engine, S3Front s3) throws IOException {
    Optional<InetAddress> machine = engine.machineSeenFromContainers();
    if (machine.isEmpty()) {
      return Optional.empty();
    }
    WireServer wire = part(WireServer.bind(machine.get(), config.port()));
    wire.serve("/", s3);
    wire.start();
    return Optional.of(wire.endpoint());
  }

  /** Remembers what to close: the last one first. */
  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /** What the SDK's {@code endpointOverride} has to be. */
  public URI endpoint() {
    return endpoint;
  }

  /** The URL of the queue to which ECS's events about tasks are sent. */
  public URI taskEvents() {
    return queues.url(EVENTS);
  }

  /**
   * What the {@code endpointOverride} of an S3 presigner has to be, so that containers can use its
   * URLs; empty where they find {@link #endpoint}, too. It is found by this machine as well.
   */
  public Optional<URI> s3EndpointForContainers() {
    return s3EndpointForContainers;
  }

  /** Makes calls go wrong. */
  public Faults faults() {
    return faults;
  }

  /** Launches and kills container instances. */
  public Hosts hosts() {
    return hosts;
  }

  /** Changes the limits. */
  public void throttle(Throttling throttling) {
    throttle.change(throttling);
  }

  @Override
  public void close() {
    closeParts();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // the JVM is ending, and the hook has run or waits for us
    }
  }

  private synchronized void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.getLogger(LoopbackServer.class.getName())
            .log(System.Logger.Level.WARNING, "closing the loopback went wrong", e);
      }
    }
  }
}
