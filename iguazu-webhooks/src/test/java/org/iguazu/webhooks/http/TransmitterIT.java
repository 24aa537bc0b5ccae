package org.iguazu.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.webhook.WebhookSecret;
import org.iguazu.api.webhook.WebhookVerifier;
import org.iguazu.webhooks.Receiver;
import org.iguazu.webhooks.Receiver.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransmitterIT {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.9Z");
  private static final String BODY = "{\"type\":\"test ü\"}";

  private static final int MORE_THAN_AT_ONCE = 20;

  private final WebhookSecret secret = WebhookSecret.fresh(new SecureRandom());
  private final Receiver receiver = new Receiver();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void whatIsSentCanBeVerified() throws Exception {
    assertThat(send(anywhere(), receiver.url())).isEqualTo(new Answer.Answered(204, null));

    Received received = receiver.received().getFirst();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.id()).isEqualTo("msg_1");
    assertThat(received.body()).isEqualTo(BODY);
    new WebhookVerifier(() -> NOW, secret.text())
        .verify(
            received.id(),
            received.timestamp(),
            received.signatures(),
            received.body().getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/",
        "http://127.1:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://localhost:PORT/",
        "http://LOCALHOST.:PORT/",
        "http://0.0.0.0:PORT/",
        "http://0:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::ffff:7f00:1]:PORT/",
        "http://[0:0:0:0:0:0:0:1]:PORT/",
        "http://[64:ff9b::7f00:1]:PORT/"
      })
  void thisMachineIsOutOfReachHoweverItIsWritten(String url) throws Exception {
    Answer answer = send(publicOnly(), url.replace("PORT", "" + receiver.port()));

    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    assertThat(receiver.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.170.2/v2/credentials/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://224.0.0.1/"
      })
  void credentialsOfTheCloudAreOutOfReachAlsoWherePrivateAddressesAreNot(String url)
      throws Exception {
    assertThat(send(anywhere(), url))
        .isInstanceOfSatisfying(
            Answer.Unanswered.class, it -> assertThat(it.error()).contains("must not have"));
  }

  @Test
  void aNameThatMeansAnotherAddressTheSecondTimeIsCheckedTheSecondTime() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of("192.0.2.1", "127.0.0.1"));
    GuardedResolver.Lookup rebinding = _ -> InetAddress.getAllByName(answers.removeFirst());

    try (var transmitter = new Transmitter(publicOnly(), rebinding)) {
      String url = "http://rebinding.example:%d/".formatted(receiver.port());
      assertThat(transmitter.send(message(url))).isInstanceOf(Answer.Unanswered.class);
      assertThat(transmitter.send(message(url))).isInstanceOf(Answer.Unanswered.class);
    }

    assertThat(answers).as("asked once a message").isEmpty();
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void onlyTheAllowedAddressesOfANameAreConnectedTo() throws Exception {
    GuardedResolver.Lookup both =
        _ ->
            Stream.of("169.254.169.254", "127.0.0.1")
                .map(InetAddress::ofLiteral)
                .toArray(InetAddress[]::new);

    try (var transmitter = new Transmitter(anywhere(), both)) {
      String url = "http://two.example:%d/".formatted(receiver.port());
      assertThat(transmitter.send(message(url))).isEqualTo(new Answer.Answered(204, null));
    }
  }

  @Test
  void nothingIsSentThatCanBeReadOnItsWayUnlessThatIsAllowed() throws Exception {
    var httpsOnly =
        new WebhookProperties(
            true, true, false, 8, 8, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO);

    assertThat(send(httpsOnly, receiver.url())).isInstanceOf(Answer.Unanswered.class);
    assertThat(receiver.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) throws Exception {
    try (var elsewhere = new Receiver()) {
      receiver.answers(status, "Location", elsewhere.url());

      assertThat(send(anywhere(), receiver.url())).isEqualTo(new Answer.Answered(status, null));
      assertThat(elsewhere.received()).isEmpty();
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "Tue, 24 Nov 2026 12:02:00 GMT"})
  void aWishToBeLeftAloneIsUnderstood(String retryAfter) throws Exception {
    receiver.answers(429, "Retry-After", retryAfter);

    assertThat(send(anywhere(), receiver.url()))
        .isInstanceOfSatisfying(
            Answer.Answered.class,
            it ->
                assertThat(it.retryAfter())
                    .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(120)));
  }

  @Test
  void anEndlessAnswerIsNotRead() throws Exception {
    var gone = new CountDownLatch(MORE_THAN_AT_ONCE);
    receiver.does(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try (var body = exchange.getResponseBody()) {
        while (true) {
          body.write(new byte[64 * 1024]);
        }
      } catch (IOException e) {
        gone.countDown();
      }
    });

    try (var transmitter = new Transmitter(anywhere())) {
      for (int i = 0; i < MORE_THAN_AT_ONCE; i++) {
        assertThat(transmitter.send(message(receiver.url())))
            .isEqualTo(new Answer.Answered(200, null));
      }
    }
    gone.await();
  }

  @Test
  void nobodyIsWaitedForLongerThanTheTimeGiven() throws Exception {
    var over = new CountDownLatch(1);
    receiver.does(_ -> await(over));

    assertThat(send(impatient(), receiver.url()))
        .isEqualTo(new Answer.Unanswered("no answer within PT0.3S"));
    over.countDown();
  }

  @Test
  void aReceiverThatAnswersByteByByteIsNotWaitedForEither() throws Exception {
    try (var server = new Trickle()) {
      assertThat(send(impatient(), server.url()))
          .isEqualTo(new Answer.Unanswered("no answer within PT0.3S"));
    }
  }

  @Test
  void nobodyThereIsNoAnswer() throws Exception {
    receiver.close();

    assertThat(send(anywhere(), receiver.url())).isInstanceOf(Answer.Unanswered.class);
  }

  @Test
  void whoeverRegistersAnAddressIsToldAtOnceWhatIsWrongWithIt() {
    var targets = new Targets(publicOnly());
    var https =
        new Targets(
            new WebhookProperties(
                true, false, false, 8, 8, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO));

    assertThatThrownBy(() -> https.check("http://example.org/"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> targets.check("https://10.0.0.1/"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> targets.check("https://localhost/"))
        .isInstanceOf(InvalidValueException.class);
    assertThatCode(() -> https.check("https://example.org/hook")).doesNotThrowAnyException();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer send(WebhookProperties properties, String url) throws IOException {
    try (var transmitter = new Transmitter(properties)) {
      return transmitter.send(message(url));
    }
  }

  private Message message(String url) {
    URI.create(url);
    return new Message("msg_1", NOW, url, BODY, List.of(secret));
  }

  private static WebhookProperties publicOnly() {
    return properties(false, Duration.ofSeconds(5));
  }

  private static WebhookProperties anywhere() {
    return properties(true, Duration.ofSeconds(5));
  }

  private static WebhookProperties impatient() {
    return properties(true, Duration.ofMillis(300));
  }

  private static WebhookProperties properties(boolean privateToo, Duration answer) {
    return new WebhookProperties(
        true, privateToo, true, 8, 8, Duration.ofSeconds(2), answer, Duration.ofDays(30));
  }
}
