package org.iguazu.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.iguazu.api.Page;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Reads what came back: the value asked for, or the problem. */
final class Answers {

  private static final int START_OF_BODY = 200;
  private static final JsonMapper JSON = IguazuJson.tolerant();

  private Answers() {}

  static <T> T value(HttpResponse<byte[]> response, Class<T> type) {
    return reading(response, () -> JSON.readValue(response.body(), type));
  }

  static <T> Page<T> page(HttpResponse<byte[]> response, Class<T> item) {
    JavaType type = JSON.getTypeFactory().constructParametricType(Page.class, item);
    return reading(response, () -> JSON.readValue(response.body(), type));
  }

  private static <T> T reading(HttpResponse<byte[]> response, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (JacksonException e) {
      throw notOurs(response, response.body(), ProblemCode.INTERNAL);
    }
  }

  /** The problem that the answer tells of, in whatever words it does. */
  static ProblemException problem(HttpResponse<?> response, byte[] body) {
    try {
      return new ProblemException(JSON.readValue(body, Problem.class));
    } catch (JacksonException e) {
      return notOurs(response, body, codeOf(response.statusCode()));
    }
  }

  /** What the server asks to be left alone for, if it says so in seconds. */
  static @Nullable Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(null);
  }

  private static ProblemException notOurs(HttpResponse<?> response, byte[] body, ProblemCode code) {
    String start = new String(body, 0, Math.min(body.length, START_OF_BODY), UTF_8).strip();
    String detail =
        "%s answered HTTP %d, but not in Iguazú's words; is it the address of an Iguazú? It said: %s"
            .formatted(
                response.uri(), response.statusCode(), start.isEmpty() ? "(nothing)" : start);
    return new ProblemException(
        new Problem("about:blank", code.title(), response.statusCode(), code, detail, List.of()));
  }

  private static ProblemCode codeOf(int status) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.status() == status)
        .findFirst()
        .orElse(status / 100 == 4 ? ProblemCode.INVALID_REQUEST : ProblemCode.UNAVAILABLE);
  }
}
