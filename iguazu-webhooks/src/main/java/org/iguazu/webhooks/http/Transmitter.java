package org.iguazu.webhooks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by HTTP: to no address that is out of reach, following no redirect, waiting not
 * longer than it may, and reading no body. Each message has a connection of its own, so that an
 * address is checked for each, and none is lost to a connection that was closed meanwhile.
 */
public final class Transmitter implements AutoCloseable {

  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_HEADERS = 100;

  private final Targets targets;
  private final Duration answerTimeout;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("iguazu-webhook-deadlines").daemon().factory());

  public Transmitter(WebhookProperties properties) {
    this(properties, InetAddress::getAllByName);
  }

  Transmitter(WebhookProperties properties, GuardedResolver.Lookup lookup) {
    this.targets = new Targets(properties);
    this.answerTimeout = properties.answerTimeout();
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                connections(
                    properties, new GuardedResolver(lookup, properties.allowPrivateAddresses())))
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setUserAgent("Iguazu-Webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  private static HttpClientConnectionManager connections(
      WebhookProperties properties, GuardedResolver resolver) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setMaxConnTotal(properties.atOnce())
        .setMaxConnPerRoute(properties.atOnce())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                .setSocketTimeout(Timeout.of(properties.answerTimeout()))
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build())
        .build();
  }

  /** Sends one message and waits for the answer. */
  public Answer send(Message message) {
    URI url = URI.create(message.url());
    Optional<String> objection = targets.objection(url);
    return objection.isPresent()
        ? new Answer.Unanswered("its address " + objection.get())
        : post(request(message, url), message.sentAt());
  }

  private static HttpPost request(Message message, URI url) {
    var post = new HttpPost(url);
    post.setHeader("webhook-id", message.id());
    post.setHeader("webhook-timestamp", Long.toString(message.sentAt().getEpochSecond()));
    post.setHeader("webhook-signature", message.signatures());
    post.setEntity(new ByteArrayEntity(message.bytes(), ContentType.APPLICATION_JSON));
    return post;
  }

  private Answer post(HttpPost post, Instant now) {
    // a receiver that answers byte by byte never lets a read time out
    Future<?> deadline =
        deadlines.schedule(post::cancel, answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = http.executeOpen(null, post, null);
      var answer = new Answer.Answered(response.getCode(), retryAfter(response, now));
      post.cancel(); // ends the connection; to close the response would read it to its end
      return answer;
    } catch (OutOfReachException e) {
      return new Answer.Unanswered(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      boolean timedOut = post.isCancelled() || e instanceof SocketTimeoutException;
      return new Answer.Unanswered(timedOut ? "no answer within " + answerTimeout : e.toString());
    } finally {
      deadline.cancel(false);
    }
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response, Instant now) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    String value = header == null ? null : header.getValue();
    if (value == null) {
      return null;
    }
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return until.isAfter(now) ? Duration.between(now, until) : null;
    } catch (DateTimeException e) {
      return null; // it says nothing that could be understood
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }
}
