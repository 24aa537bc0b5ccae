package org.iguazu.cli.key;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.key.ApiKey;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iguazu keys list}. */
@Command(name = "list", header = "List all API keys, without their secrets.")
final class ListKeys implements Callable<Integer> {

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<ApiKey> keys = iguazu.keys().list().toList();
      output.printList(keys, table(keys, output.times()), "No keys.");
      return ExitCode.OK;
    }
  }

  private static Table table(List<ApiKey> keys, Times times) {
    Table table = Table.of("ID", "NAME", "SCOPES", "CREATED", "REVOKED");
    keys.forEach(key ->
        table.row(
            key.id(),
            key.name(),
            scopes(key),
            times.full(key.createdAt()),
            times.full(key.revokedAt())));
    return table;
  }

  private static String scopes(ApiKey key) {
    return key.scopes().stream()
        .sorted()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }
}
