package org.iguazu.cli.dev;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.iguazu.cli.connection.DevFiles;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.loopback.engine.choice.EngineKind;
import picocli.CommandLine.Command;

/**
 * {@code iguazu prepare}, which {@code ./iguazu} calls after it has built: does what the next
 * {@code dev} would lose time with. Without it {@code dev} starts, too, only later.
 */
@Command(name = "prepare", hidden = true, header = "Let the next dev start fast.")
public final class PrepareCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    DevHome home = DevHome.open(DevFiles.here().directory(), DevHome::usableSpace);
    Path root = Path.of(System.getProperty("iguazu.root", ".")).toAbsolutePath().normalize();
    var options = new DevOptions(home.directory(), root, 0, EngineKind.PROCESS, false, false);
    try (var _ = DevLock.take(home)) { // a server that runs must keep its files
      Path jar = ServerApp.unpacked(options.serverJar(), home);
      if (!Files.exists(home.path(ServerApp.ARCHIVE))) {
        new Training(home).run(jar);
      }
    }
    return ExitCode.OK;
  }
}
