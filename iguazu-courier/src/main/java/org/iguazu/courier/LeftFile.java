package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.iguazu.api.dispatch.OutputFile;

/** A plain file that the job has left. */
record LeftFile(Path path, OutputFile described) {

  /** Opens it, whatever its name has become. */
  InputStream open() throws IOException {
    return open(path);
  }

  static InputStream open(Path path) throws IOException {
    return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
  }
}
