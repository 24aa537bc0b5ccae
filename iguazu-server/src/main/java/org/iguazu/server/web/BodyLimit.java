package org.iguazu.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.iguazu.server.problem.BodyTooLargeException;
import org.iguazu.server.problem.ProblemWriter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are longer than any honest one, before they take up memory. */
public final class BodyLimit extends OncePerRequestFilter {

  /**
   * Room for parameters or a result of the 256 KiB they may have, and for what stands around them.
   */
  static final long LIMIT = 300 * 1024;

  static final long BATCH_LIMIT = 8 * 1024 * 1024;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long length = request.getContentLengthLong();
    long limit = limitOf(request);
    if (length > limit) {
      response.setHeader("Connection", "close"); // the rest of the body is not read
      ProblemWriter.write(new BodyTooLargeException(limit).problem(), response);
    } else if (length >= 0 || request.getHeader("Transfer-Encoding") == null) {
      chain.doFilter(request, response); // Tomcat reads no further than the length that was told
    } else {
      chain.doFilter(new Counted(request, limit), response);
    }
  }

  private static long limitOf(HttpServletRequest request) {
    return request.getServletPath().equals("/api/invocations/batch") ? BATCH_LIMIT : LIMIT;
  }

  /** A request whose body did not tell its length. */
  private static final class Counted extends HttpServletRequestWrapper {

    private final long limit;

    Counted(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountedStream(super.getInputStream(), limit);
    }
  }

  private static final class CountedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long limit;
    private long read;

    CountedStream(ServletInputStream body, long limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = body.read(bytes, offset, length);
      count(count);
      return count;
    }

    private void count(int more) throws IOException {
      read += Math.max(0, more);
      if (read > limit) {
        throw new BodyTooLargeException(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
