package org.iguazu.cli.invocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationFiles;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu files}. */
@Command(
    name = "files",
    header = "Show the files that an invocation was given, and those that it left.",
    description = {
      "",
      "  ${ROOT-COMMAND-NAME} files 0199c2a4-7c1e-7d3b-8a55-1d2f3c4b5a69 --to results",
      ""
    })
public final class FilesCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = Ids.NONE;

  @Option(
      names = "--to",
      paramLabel = "DIRECTORY",
      description = "Get those that it left into this directory, which is made if need be.")
  private @Nullable Path directory;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws IOException {
    try (IguazuClient iguazu = server.connect()) {
      InvocationFiles files = iguazu.files(id);
      output.print(files, table(files));
      if (directory != null) {
        for (InvocationFile file : files.outputs()) {
          Path target = within(directory, file.name());
          Files.createDirectories(target.getParent());
          iguazu.download(file, target);
        }
        output.say("%d files are in %s".formatted(files.outputs().size(), directory));
      }
      return ExitCode.OK;
    }
  }

  private static Table table(InvocationFiles files) {
    Table table = Table.of("WHAT", "NAME", "BYTES", "SHA-256");
    add(table, "given", files.inputs());
    add(table, "left", files.outputs());
    return table;
  }

  private static void add(Table table, String what, List<InvocationFile> files) {
    files.forEach(file -> table.row(what, file.name(), Long.toString(file.size()), file.sha256()));
  }

  /** The names come from a job, and are not believed. */
  private static Path within(Path directory, String name) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Path target = root.resolve(name).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new IOException("the file '%s' would not be in %s".formatted(name, directory));
    }
    return target;
  }
}
