package org.iguazu.cli.invocation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.invocation.Unique;
import org.iguazu.api.invocation.UniquePolicy;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.option.ParameterOptions;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Program;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu invoke}. */
@Command(
    name = "invoke",
    header = "Run a job once: now, or at a given time.",
    description = {
      "Prints the id of the invocation; with --wait its result, with --follow its log.",
      "",
      "  ${ROOT-COMMAND-NAME} invoke export-quiz-grades -p quiz=week-3 --wait",
      "  ${ROOT-COMMAND-NAME} invoke ab-reminder --due-in 1h --label course=ml-101",
      "  ${ROOT-COMMAND-NAME} invoke grade --input submission=essay.txt --wait",
      ""
    })
public final class InvokeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "JOB", description = "The name of the job.")
  private String job = "";

  @Mixin private final ParameterOptions parameters = new ParameterOptions();

  @Mixin private final InputOptions inputs = new InputOptions();

  @ArgGroup private @Nullable Due due;

  @Option(
      names = "--start-within",
      paramLabel = "TIME",
      description =
          "How long after it is due it may still start, else it expires. Default: the job's.")
  private @Nullable Duration startWithin;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Higher goes first, -100 to 100. Default: ${DEFAULT-VALUE}.")
  private int priority;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label to find it by; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--webhook",
      paramLabel = "NAME",
      description = "The webhook that is told when it has finished.")
  private @Nullable WebhookName webhook;

  @Option(
      names = "--concurrency-key",
      paramLabel = "KEY",
      description =
          "Of those with the same key only so many run at once as the job allows."
              + " Default: what the job takes from the parameters.")
  private @Nullable String concurrencyKey;

  @ArgGroup(exclusive = false)
  private @Nullable UniqueOptions unique;

  @Option(
      names = "--idempotency-key",
      paramLabel = "TEXT",
      description = "However often this is repeated with the same key, the job is invoked once.")
  private @Nullable String idempotencyKey;

  @Option(
      names = "--wait",
      description = "Wait for the end, print the result; exit code 1 unless it succeeded.")
  private boolean wait;

  @Option(names = "--follow", description = "As --wait, but print the job's log.")
  private boolean follow;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "With --wait: how long to wait. Default: as long as it takes.")
  private @Nullable Duration timeout;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  /** When it may start. */
  static final class Due {

    @Option(
        names = "--due-in",
        required = true,
        paramLabel = "TIME",
        description = "Start after this time: 5s, 10m, 1h30m, 2d.")
    private @Nullable Duration in;

    @Option(
        names = "--due-at",
        required = true,
        paramLabel = "INSTANT",
        description =
            "Start then: 2026-11-24T13:05:00Z, or without an offset by this machine's clocks.")
    private @Nullable Instant at;

    private @Nullable Instant instant() {
      return in == null ? at : InstantSource.system().instant().plus(in);
    }
  }

  /** That requests do not pile up. */
  static final class UniqueOptions {

    @Option(
        names = "--unique-key",
        required = true,
        paramLabel = "KEY",
        description = "Of those with the same key at most one waits.")
    private String key = "";

    @Option(
        names = "--unique-policy",
        paramLabel = "POLICY",
        description =
            "While another with the key is pending: ${COMPLETION-CANDIDATES}."
                + " Default: ${DEFAULT-VALUE}.")
    private UniquePolicy policy = UniquePolicy.RETURN_EXISTING;

    private Unique unique() {
      return new Unique(key, policy);
    }
  }

  @Override
  public Integer call() throws IOException {
    InvocationRequest.Builder asked = request();
    InvocationId id;
    try (IguazuClient iguazu = server.connect()) {
      InvocationRequest request = asked.inputs(inputs.upload(iguazu)).build();
      id = idempotencyKey == null ? iguazu.invoke(request) : iguazu.invoke(request, idempotencyKey);
      if (!wait && !follow) {
        return accepted(iguazu, id);
      }
    }
    output.say("Invoked %s as %s".formatted(job, id));
    try (IguazuClient iguazu = server.connectPatiently()) {
      var watch = new Watch(iguazu, output);
      return follow ? watch.log(id, LogLine::text) : watch.toTheEnd(id, timeout);
    }
  }

  private int accepted(IguazuClient iguazu, InvocationId id) {
    if (output.isJson()) {
      output.printJson(iguazu.get(id));
      return ExitCode.OK;
    }
    output.print(id.toString());
    output.say("Watch it: %s wait %s".formatted(Program.name(), id));
    return ExitCode.OK;
  }

  private InvocationRequest.Builder request() {
    var request =
        InvocationRequest.of(job).parameters(parameters.json()).priority(priority).labels(labels);
    if (startWithin != null) {
      request.startWithin(startWithin);
    }
    if (webhook != null) {
      request.webhook(webhook);
    }
    if (concurrencyKey != null) {
      request.concurrencyKey(concurrencyKey);
    }
    if (unique != null) {
      request.unique(unique.unique());
    }
    Instant dueAt = due == null ? null : due.instant();
    return dueAt == null ? request : request.dueAt(dueAt);
  }
}
