package org.iguazu.dispatcher.simulation;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.iguazu.dispatcher.simulation.Fibers.Host;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What is documented of ECS where it is least helpful: answers that get lost, calls that are
 * carried out later, tasks that it does not know yet or no more, client tokens that it forgets an
 * hour after their task.
 */
final class SimulatedEcs implements EcsClient {

  private static final Duration MEMORY = Duration.ofHours(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration LONGEST_ON_THE_WAY = Duration.ofSeconds(40);
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(30);

  private final Fibers fibers;
  private final Faults faults;
  private final Random random;
  private final SimulatedQueue events;
  private final ToIntFunction<SimulatedTask> main;
  private final Host itself = new Host();
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<String, SimulatedTask> tasks = new LinkedHashMap<>();

  /**
   * An ECS without tasks.
   *
   * @param events is sent what happens to tasks
   * @param main what a task's container does, and how it exits
   */
  SimulatedEcs(
      Fibers fibers,
      Faults faults,
      Random random,
      SimulatedQueue events,
      ToIntFunction<SimulatedTask> main) {
    this.fibers = fibers;
    this.faults = faults;
    this.random = random;
    this.events = events;
    this.main = main;
  }

  /** What a client token was answered. */
  private record Answer(
      RunTaskRequest request, @Nullable SimulatedTask task, List<Failure> failures, Instant at) {

    boolean isForgotten(Instant now) {
      Instant from = task == null ? at : task.stoppedAt;
      return from != null && now.isAfter(from.plus(MEMORY));
    }
  }

  /** A task, and the machine it runs on. */
  static final class SimulatedTask {

    final String arn;
    final String startedBy;
    final String family;
    final Host host = new Host();
    private final Instant createdAt;
    private final Instant knownFrom;
    private long version = 1;
    private boolean wanted = true;
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppedAt;
    private @Nullable Integer exitCode;
    private @Nullable String stopCode;

    private SimulatedTask(
        String arn, RunTaskRequest request, Instant createdAt, Instant knownFrom) {
      this.arn = arn;
      this.createdAt = createdAt;
      this.startedBy = request.startedBy();
      this.family = request.group();
      this.knownFrom = knownFrom;
    }

    boolean hasStopped() {
      return stoppedAt != null;
    }

    boolean hasStarted() {
      return startedAt != null;
    }

    int dispatch() {
      return Integer.parseInt(startedBy.substring(37));
    }

    /** Whether its container had run for so long at that instant. */
    boolean hadRunFor(Duration time, Instant at) {
      return startedAt != null && !at.isBefore(startedAt.plus(time));
    }

    private boolean isKnown(Instant now) {
      return !now.isBefore(knownFrom)
          && (stoppedAt == null || now.isBefore(stoppedAt.plus(MEMORY)));
    }

    private String status() {
      return stoppedAt != null ? "STOPPED" : startedAt != null ? "RUNNING" : "PENDING";
    }

    @Override
    public String toString() {
      return arn + " " + status() + " for " + startedBy;
    }
  }

  List<SimulatedTask> tasks() {
    return List.copyOf(tasks.values());
  }

  @Override
  public RunTaskResponse runTask(RunTaskRequest request) {
    return call(() -> run(request));
  }

  private RunTaskResponse run(RunTaskRequest request) {
    Instant now = fibers.instant();
    Answer known = answers.get(request.clientToken());
    if (known == null || known.isForgotten(now)) {
      known = place(request);
      answers.put(request.clientToken(), known);
    } else if (!known.request.equals(request)) {
      throw ConflictException.builder()
          .statusCode(400)
          .resourceIds(known.task == null ? List.of() : List.of(known.task.arn))
          .build();
    }
    RunTaskResponse.Builder answer = RunTaskResponse.builder().failures(known.failures);
    return (known.task == null ? answer : answer.tasks(describe(known.task))).build();
  }

  private Answer place(RunTaskRequest request) {
    Instant now = fibers.instant();
    if (faults.noPlace()) {
      String reason = random.nextBoolean() ? "RESOURCE:MEMORY" : "AGENT";
      return new Answer(request, null, List.of(Failure.builder().reason(reason).build()), now);
    }
    Duration unknown = faults.oneIn(4) ? Duration.ofMinutes(2) : Duration.ofSeconds(3);
    String arn = "arn:aws:ecs:us-east-1:000000000000:task/default/" + (tasks.size() + 1);
    var task = new SimulatedTask(arn, request, now, now.plus(fibers.upTo(unknown)));
    tasks.put(arn, task);
    events.send(describe(task));
    fibers.start(task.host, () -> live(task));
    return new Answer(request, task, List.of(), now);
  }

  private void live(SimulatedTask task) {
    fibers.sleep(fibers.upTo(faults.oneIn(5) ? Duration.ofMinutes(4) : Duration.ofSeconds(5)));
    if (faults.oneIn(15)) {
      stop(task, "TaskFailedToStart", null);
      return;
    }
    task.startedAt = fibers.instant();
    changed(task);
    stop(task, "EssentialContainerExited", main.applyAsInt(task));
  }

  private void stop(SimulatedTask task, String code, @Nullable Integer exitCode) {
    if (task.stoppedAt == null) {
      task.wanted = false;
      task.stoppedAt = fibers.instant();
      task.stopCode = code;
      task.exitCode = exitCode;
      changed(task);
    }
  }

  private void changed(SimulatedTask task) {
    task.version++;
    events.send(describe(task));
  }

  /** The task's machine is gone. */
  void lose(SimulatedTask task) {
    fibers.crash(task.host);
    stop(task, "TerminationNotice", null);
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    return call(() -> {
      SimulatedTask task = Objects.requireNonNull(tasks.get(request.task()));
      if (task.wanted) {
        task.wanted = false;
        changed(task);
        fibers.start(itself, () -> stopInTime(task));
      }
      return StopTaskResponse.builder().build();
    });
  }

  private void stopInTime(SimulatedTask task) {
    fibers.sleep(fibers.upTo(LONGEST_GRACE));
    if (task.stoppedAt == null) {
      fibers.crash(task.host);
      stop(task, "UserInitiated", task.startedAt == null ? null : 137);
    }
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    return call(() -> {
      List<Task> known =
          request.tasks().stream()
              .map(tasks::get)
              .filter(Objects::nonNull)
              .filter(task -> task.isKnown(fibers.instant()))
              .map(this::describe)
              .toList();
      return DescribeTasksResponse.builder().tasks(known).build();
    });
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    boolean stopped = request.desiredStatus() == DesiredStatus.STOPPED;
    return call(() -> {
      var found = new ArrayList<String>();
      for (SimulatedTask task : tasks.values()) {
        if (task.isKnown(fibers.instant())
            && task.wanted != stopped
            && (request.startedBy() == null || request.startedBy().equals(task.startedBy))
            && (request.family() == null || request.family().equals(task.family))) {
          found.add(task.arn);
        }
      }
      return ListTasksResponse.builder().taskArns(found).build();
    });
  }

  private Task describe(SimulatedTask task) {
    return Task.builder()
        .taskArn(task.arn)
        .clusterArn("arn:aws:ecs:us-east-1:000000000000:cluster/default")
        .startedBy(task.startedBy)
        .version(task.version)
        .lastStatus(task.status())
        .stopCode(task.stopCode)
        .stoppedReason(task.stopCode)
        .createdAt(byItsClock(task.createdAt))
        .startedAt(byItsClock(task.startedAt))
        .stoppedAt(byItsClock(task.stoppedAt))
        .containers(Container.builder().name("main").exitCode(task.exitCode).build())
        .build();
  }

  private @Nullable Instant byItsClock(@Nullable Instant instant) {
    return instant == null ? null : instant.plus(faults.ecsAhead());
  }

  /** Is not simulated: nobody depends on when it happens. */
  @Override
  public RegisterTaskDefinitionResponse registerTaskDefinition(
      RegisterTaskDefinitionRequest request) {
    return RegisterTaskDefinitionResponse.builder()
        .taskDefinition(it -> it.taskDefinitionArn(request.family() + ":1"))
        .build();
  }

  private <T> T call(Supplier<T> work) {
    fibers.pause();
    return switch (faults.ofCall()) {
      case NONE -> carryOut(work);
      case THROTTLED -> throw answer(400, "ThrottlingException");
      case REJECTED -> throw answer(403, "AccessDeniedException");
      case NOT_SENT -> throw noAnswer(new ConnectException("refused"));
      case FAILED_BEFORE -> throw answer(500, "ServerException");
      case FAILED_AFTER -> {
        carryOut(work);
        throw answer(500, "ServerException");
      }
      case CUT_AFTER -> {
        carryOut(work);
        fibers.sleep(fibers.upTo(ATTEMPT));
        throw noAnswer(new java.net.SocketTimeoutException("timed out"));
      }
      case CARRIED_OUT_LATE -> {
        fibers.start(itself, () -> carryOutLate(work));
        fibers.sleep(ATTEMPT);
        throw noAnswer(new java.net.SocketTimeoutException("timed out"));
      }
    };
  }

  private <T> T carryOut(Supplier<T> work) {
    T answer = work.get();
    fibers.pause();
    return answer;
  }

  private void carryOutLate(Supplier<?> work) {
    fibers.sleep(fibers.upTo(LONGEST_ON_THE_WAY));
    try {
      var _ = work.get();
    } catch (SdkException e) {
      // nobody waits for the answer
    }
  }

  private static EcsException answer(int status, String code) {
    return (EcsException)
        EcsException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
            .message(code)
            .build();
  }

  private static SdkClientException noAnswer(Exception cause) {
    return SdkClientException.create("no answer", cause);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
