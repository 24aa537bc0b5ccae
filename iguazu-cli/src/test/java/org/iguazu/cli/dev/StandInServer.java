package org.iguazu.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the launcher needs of a server, packed by tests into a jar in the server's place: it unpacks
 * itself, becomes healthy, takes jobs, and ends with its parent.
 */
final class StandInServer {

  private StandInServer() {}

  public static void main(String[] arguments) throws IOException {
    if ("tools".equals(System.getProperty("jarmode"))) {
      Path target = Files.createDirectories(Path.of(arguments[2]));
      Files.copy(
          Path.of(System.getProperty("java.class.path")), target.resolve("iguazu-server.jar"));
      return;
    }
    Map<String, String> environment = System.getenv();
    switch (environment.getOrDefault("STAND_IN", "ends with its parent")) {
      case "fails" -> {
        System.out.println("the stand-in fails, as it was told: FlywayValidateException");
        System.exit(7);
      }
      case "outlives its parent" -> {}
      default -> endWith(Long.parseLong(environment.getOrDefault("IGUAZU_PARENT_PID", "0")));
    }
    serve(Integer.parseInt(environment.getOrDefault("SERVER_PORT", "0")));
  }

  private static void endWith(long parent) {
    var end = ProcessHandle.of(parent).orElseThrow().onExit();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          end.join();
          System.exit(0);
        });
  }

  private static void serve(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] definition = exchange.getRequestBody().readAllBytes();
          byte[] answer =
              exchange.getRequestMethod().equals("PUT")
                  ? revision(new String(definition, UTF_8)).getBytes(UTF_8)
                  : "{\"status\":\"UP\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    System.out.println("the stand-in serves");
  }

  private static String revision(String definition) {
    return """
    {"revision":1,"definition":%s,"registeredAt":"2026-11-24T12:00:00Z","registeredBy":"dev",
     "current":true}
    """
        .formatted(definition);
  }
}
