package org.iguazu.cli.key;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.key.NewApiKey;
import org.iguazu.api.key.Scope;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iguazu keys create}. */
@Command(
    name = "create",
    header = "Make an API key and print it, this once.",
    description = {
      "",
      "  ${ROOT-COMMAND-NAME} keys create --name course-service --scope invoke,read",
      ""
    })
final class CreateKey implements Callable<Integer> {

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Who will hold it, as it stands in histories.")
  private String name = "";

  @Option(
      names = "--scope",
      required = true,
      split = ",",
      paramLabel = "SCOPE",
      description = "What it allows: ${COMPLETION-CANDIDATES}; may be repeated.")
  private Set<Scope> scopes = new TreeSet<>();

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      NewApiKey made = iguazu.keys().create(name, scopes);
      output.print(made, made.secret());
      output.say("Keep it safe: only its hash is stored, it cannot be shown again.");
      return ExitCode.OK;
    }
  }
}
