import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a courier talks to, for a rehearsal: the server, the store and the ECS agent in one, which
 * give one archive, and take one file and a report. Prints its address, and leaves when its
 * standard input ends.
 */
final class Rehearsal {

  private final byte[] archive = archive();
  private String address = "";

  public static void main(String[] arguments) throws IOException {
    new Rehearsal().serve();
  }

  private void serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::answer);
    server.start();
    System.out.println(address);
    System.in.readAllBytes();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] answer = answer(exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private byte[] answer(String path) {
    return switch (path) {
      case "/agent/task" ->
          json(
              """
              {"TaskARN":"arn:aws:ecs:eu-west-1:000000000000:task/rehearsal/0","Containers":[
                {"Name":"main","KnownStatus":"STOPPED","ExitCode":0},{"Name":"report","KnownStatus":"RUNNING"}]}
              """);
      case "/api/dispatch/start" ->
          json(
              """
              {"invocation":"00000000-0000-7000-8000-000000000000","job":"rehearsal","dispatch":1,"parameters":{"a":[1]},
               "deadline":"2100-01-01T00:00:00Z"}
              """);
      case "/api/dispatch/files" ->
          json(
              """
              {"inputs":[{"file":{"name":"project","required":true,"maxSize":1,"unpack":true},"url":"%s/store","size":%d,
               "sha256":"%s"}],"outputs":{"maxFiles":10,"maxSize":1}}
              """
                  .formatted(address, archive.length, sha256(archive)));
      case "/api/dispatch/outputs/targets" ->
          json(
              """
              {"targets":[{"url":"%s/store","headers":{"x-amz-checksum-sha256":"A"},"until":"2100-01-01T00:00:00Z"}]}
              """
                  .formatted(address));
      case "/store" -> archive;
      default -> new byte[0];
    };
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] archive() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/b.txt"));
      zip.write(json("hello"));
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
