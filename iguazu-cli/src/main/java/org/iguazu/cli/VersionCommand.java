package org.iguazu.cli;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iguazu version}. */
@Command(name = "version", header = "Print which version this is.")
final class VersionCommand implements Callable<Integer> {

  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    String iguazu =
        Objects.requireNonNullElse(
            VersionCommand.class.getPackage().getImplementationVersion(), "(not packaged)");
    output.print(
        Map.of("iguazu", iguazu, "java", Runtime.version().toString()),
        "Iguazú %s, on Java %s".formatted(iguazu, Runtime.version()));
    return ExitCode.OK;
  }
}
