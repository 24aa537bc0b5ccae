package org.iguazu.cli.dev;

import java.net.URI;
import java.nio.file.Path;
import org.iguazu.loopback.engine.choice.EngineKind;

/**
 * How a development server is wanted.
 *
 * @param home where it keeps everything
 * @param root the repository: the server's jar and the examples are in it
 * @param port of the API on 127.0.0.1
 * @param engine what runs the jobs
 * @param fresh whether to begin anew
 * @param verbose whether to show the server's log
 */
record DevOptions(
    Path home, Path root, int port, EngineKind engine, boolean fresh, boolean verbose) {

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Path serverJar() {
    return root.resolve("iguazu-server/target/iguazu-server.jar");
  }

  Path examples() {
    return root.resolve("examples");
  }
}
