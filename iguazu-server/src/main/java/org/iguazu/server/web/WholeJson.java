package org.iguazu.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes answers as a whole, with their length. By itself the converter flushes before it is known
 * that nothing follows, so that each answer goes out in chunks, the last of which is a packet of
 * its own.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {

  WholeJson(JsonMapper mapper) {
    super(mapper);
  }

  @Override
  protected void writeInternal(
      Object object,
      ResolvableType type,
      HttpOutputMessage message,
      @Nullable Map<String, Object> hints)
      throws IOException {
    var body = new Body(message.getHeaders(), new ByteArrayOutputStream());
    super.writeInternal(object, type, body, hints);
    message.getHeaders().setContentLength(body.bytes().size());
    body.bytes().writeTo(message.getBody());
  }

  private record Body(HttpHeaders headers, ByteArrayOutputStream bytes)
      implements HttpOutputMessage {

    @Override
    public OutputStream getBody() {
      return bytes;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
