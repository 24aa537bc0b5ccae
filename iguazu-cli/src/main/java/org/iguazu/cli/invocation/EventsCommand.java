package org.iguazu.cli.invocation;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu events}. */
@Command(name = "events", header = "Show what happened to an invocation, step by step.")
public final class EventsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = Ids.NONE;

  @Option(
      names = {"-f", "--follow"},
      description = "Print each step as it happens, until the end.")
  private boolean follow;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    return follow ? followed() : listed();
  }

  private int followed() {
    try (IguazuClient iguazu = server.connectPatiently()) {
      iguazu.followEvents(id, event -> output.print(event, line(event, output.times())));
      return ExitCode.OK;
    }
  }

  private static String line(InvocationEvent event, Times times) {
    return "%s  %s  %s".formatted(times.precise(event.at()), event.kind(), details(event)).strip();
  }

  private int listed() {
    try (IguazuClient iguazu = server.connect()) {
      List<InvocationEvent> events = iguazu.events(id);
      output.print(events, table(events, output.times()));
      return ExitCode.OK;
    }
  }

  private static Table table(List<InvocationEvent> events, Times times) {
    Table table = Table.of("#", "AT", "WHAT", "DETAILS");
    events.forEach(event ->
        table.row(
            Integer.toString(event.sequence()),
            times.precise(event.at()),
            event.kind(),
            details(event)));
    return table;
  }

  private static String details(InvocationEvent event) {
    return new TreeMap<>(event.details())
        .entrySet().stream()
            .map(detail -> detail.getKey() + "=" + detail.getValue())
            .collect(Collectors.joining(" "));
  }
}
