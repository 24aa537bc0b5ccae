package org.iguazu.cli.invocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.iguazu.api.Page;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.JobName;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Program;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iguazu list}. */
@Command(name = "list", header = "List invocations, the newest first.")
public final class ListCommand implements Callable<Integer> {

  private static final int LONGEST_REMARK = 60;

  @Option(names = "--job", paramLabel = "JOB", description = "Only of this job.")
  private @Nullable JobName job;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those: ${COMPLETION-CANDIDATES}.")
  private @Nullable InvocationStatus status;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only those that ended so: ${COMPLETION-CANDIDATES}.")
  private @Nullable OutcomeKind outcome;

  @Option(names = "--schedule", paramLabel = "NAME", description = "Only those this schedule made.")
  private @Nullable String schedule;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Only those with this label; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @ArgGroup private @Nullable Since since;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Only those accepted before.")
  private @Nullable Instant to;

  @Option(names = "--before", paramLabel = "ID", description = "Go on after this one.")
  private @Nullable InvocationId before;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many, 1 to 500. Default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  /** The start of the time looked at. */
  static final class Since {

    @Option(
        names = "--from",
        required = true,
        paramLabel = "INSTANT",
        description = "Only those accepted at or after.")
    private @Nullable Instant from;

    @Option(
        names = "--since",
        required = true,
        paramLabel = "TIME",
        description = "Only those accepted in the last 10m, 2h, 3d.")
    private @Nullable Duration ago;

    private @Nullable Instant instant() {
      return ago == null ? from : InstantSource.system().instant().minus(ago);
    }
  }

  @Override
  public Integer call() {
    Instant from = since == null ? null : since.instant();
    var query =
        new InvocationQuery(job, status, outcome, schedule, labels, from, to, before, limit);
    try (IguazuClient iguazu = server.connect()) {
      Page<Invocation> page = iguazu.list(query);
      if (output.isJson()) {
        output.printJson(page);
      } else {
        print(page);
      }
      return ExitCode.OK;
    }
  }

  private void print(Page<Invocation> page) {
    output.printList(page.items(), table(page, output.times()), "No such invocations.");
    if (page.next() != null) {
      output.say("There are more: %s list … --before %s".formatted(Program.name(), page.next()));
    }
  }

  /** What fits beside the rest; {@code get} shows all of it. */
  private static String shortened(String remark) {
    String line = remark.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_REMARK ? line : line.substring(0, LONGEST_REMARK - 1) + "…";
  }

  private static Table table(Page<Invocation> page, Times times) {
    Table table = Table.of("ID", "JOB", "STATUS", "DUE", "TOOK", "REMARK");
    page.items()
        .forEach(invocation ->
            table.row(
                invocation.id().toString(),
                invocation.job().value(),
                InvocationText.standing(invocation),
                times.full(invocation.dueAt()),
                InvocationText.took(invocation, times),
                shortened(InvocationText.remark(invocation))));
    return table;
  }
}
