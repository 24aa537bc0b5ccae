package org.iguazu.loopback.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers on the bridge reach what they shall reach on 127.0.0.1, and nothing else. */
@NeedsDocker
final class DoorsIT {

  private static final String ASK =
      "python3 -c 'import os, urllib.request as u;"
          + " print(u.urlopen(os.environ[\"URL\"]).read().decode())'";

  @TempDir Path directory;
  private HttpServer service;

  @BeforeEach
  void serve() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          byte[] answer = ("you asked for " + exchange.getRequestURI()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private Witness ask(Set<Integer> let) throws Exception {
    String url = "http://127.0.0.1:%d/a?b".formatted(service.getAddress().getPort());
    try (var engine = new DockerEngine(directory, DockerOptions.defaults().withHostPorts(let))) {
      var witness = new Witness();
      engine.start(
          Specs.task(
              Specs.script("main", TestImage.NAME, ASK + " 2>&1").with(Map.of("URL", url)).spec()),
          witness);
      return witness.awaitStopped();
    }
  }

  @Test
  void aServiceThatIsNamedIsReached() throws Exception {
    assertThat(ask(Set.of(service.getAddress().getPort())).printed("main"))
        .containsExactly("you asked for /a?b");
  }

  @Test
  void anyOtherIsNot() throws Exception {
    assertThat(ask(Set.of(1)).printed("main")).last().asString().contains("Connection refused");
  }
}
