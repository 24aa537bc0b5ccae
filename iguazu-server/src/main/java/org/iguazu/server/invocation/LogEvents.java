package org.iguazu.server.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Writes log lines as server-sent events. */
final class LogEvents {

  private final OutputStream out;

  LogEvents(HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(UTF_8);
    out = response.getOutputStream();
  }

  /**
   * Each line as one event. The last one carries {@code token} as its id: from there the log can be
   * taken up again. Where there is none, a comment keeps the connection alive and finds out whether
   * anybody still listens.
   */
  void lines(List<LogLine> lines, @Nullable String token) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append("event: line\n");
      if (i == lines.size() - 1 && token != null) {
        text.append("id: ").append(token).append('\n');
      }
      String data = IguazuJson.strict().writeValueAsString(lines.get(i));
      text.append("data: ").append(data).append("\n\n");
    }
    write(lines.isEmpty() ? ":\n\n" : text.toString());
  }

  /** There will be no more lines. */
  void end() throws IOException {
    write("event: end\ndata: {}\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
