package org.iguazu.cli.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.upload.Upload;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iguazu upload}. */
@Command(
    name = "upload",
    header = "Hand over a file and print its id.",
    description = {"", "  ${ROOT-COMMAND-NAME} upload submission.zip", ""})
public final class UploadCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The file; its bytes go to the store directly.")
  private Path file = Path.of("");

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file) && spec != null) {
      throw new ParameterException(spec.commandLine(), "There is no file '%s'.".formatted(file));
    }
    try (IguazuClient iguazu = server.connect()) {
      Upload upload = iguazu.uploads().upload(file);
      output.print(upload, upload.id());
      output.say(
          "%d bytes, kept until %s"
              .formatted(upload.size(), output.times().full(upload.expiresAt())));
      return ExitCode.OK;
    }
  }
}
