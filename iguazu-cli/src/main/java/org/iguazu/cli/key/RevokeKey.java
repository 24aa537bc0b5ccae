package org.iguazu.cli.key;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu keys revoke}. */
@Command(name = "revoke", header = "Refuse all further calls with a key.")
final class RevokeKey implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      description = "The key's id: what stands between its first two '_'.")
  private String id = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      iguazu.keys().revoke(id);
      output.say("The key " + id + " is revoked.");
      return ExitCode.OK;
    }
  }
}
