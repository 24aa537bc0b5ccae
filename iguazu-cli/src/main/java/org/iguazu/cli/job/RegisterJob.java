package org.iguazu.cli.job;

import java.util.Map;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.option.DefinitionFile;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu jobs register}. */
@Command(
    name = "register",
    header = "Register a job, or a new revision of it.",
    description = {
      "A definition that says the same as the current revision makes no new one.",
      "",
      "  ${ROOT-COMMAND-NAME} jobs register job.json --image registry/export@sha256:…",
      ""
    })
final class RegisterJob implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      converter = DefinitionFile.class,
      description = "The job's definition as JSON; - is standard input.")
  private DefinitionFile file = new DefinitionFile();

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The image, in place of what the file says.")
  private @Nullable String image;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    JobDefinition definition =
        file.as(JobDefinition.class, image == null ? Map.of() : Map.of("image", image));
    try (IguazuClient iguazu = server.connect()) {
      JobRevision job = iguazu.jobs().register(definition);
      output.print(
          job,
          "%s is registered, revision %d is current."
              .formatted(job.definition().name(), job.revision()));
      return ExitCode.OK;
    }
  }
}
