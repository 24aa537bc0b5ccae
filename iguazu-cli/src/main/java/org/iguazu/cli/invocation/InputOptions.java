package org.iguazu.cli.invocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.upload.UploadId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which files a job is given. */
final class InputOptions {

  @Option(
      names = {"-i", "--input"},
      paramLabel = "NAME=FILE",
      description = "A file that the job is given under this name; may be repeated.")
  private Map<String, Path> files = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Hands the files over, and says what they have become. */
  Map<String, UploadId> upload(IguazuClient iguazu) throws IOException {
    for (Path file : files.values()) {
      if (!Files.isRegularFile(file) && spec != null) {
        throw new ParameterException(spec.commandLine(), "There is no file '%s'.".formatted(file));
      }
    }
    Map<String, UploadId> uploads = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      uploads.put(file.getKey(), iguazu.uploads().upload(file.getValue()).id());
    }
    return uploads;
  }
}
