package org.iguazu.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {

  /** The test vector of the Standard Webhooks libraries. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final String OTHER = WebhookSecret.fresh(new SecureRandom()).text();

  @Test
  void signsAsTheStandardDoes() {
    assertThat(WebhookSecret.parse(SECRET).sign(ID, SENT, BODY)).isEqualTo(SIGNATURE);
    assertThat(WebhookSecret.parse(SECRET).sign(ID, SENT.plusMillis(999), BODY))
        .isEqualTo(SIGNATURE);
  }

  @Test
  void believesWhatIsSignedAndFresh() {
    assertThatCode(() -> verify(SENT, SIGNATURE, BODY)).doesNotThrowAnyException();
    assertThatCode(() -> verify(SENT.plus(WebhookVerifier.TOLERANCE), SIGNATURE, BODY))
        .doesNotThrowAnyException();
    assertThatCode(() -> verify(SENT.minus(WebhookVerifier.TOLERANCE), SIGNATURE, BODY))
        .doesNotThrowAnyException();
  }

  @Test
  void oneGoodSignatureOfSeveralIsEnough() {
    String old = WebhookSecret.parse(OTHER).sign(ID, SENT, BODY);

    assertThatCode(() -> verify(SENT, old + " v2,whatever " + SIGNATURE, BODY))
        .doesNotThrowAnyException();
  }

  @Test
  void knowsTheOldSecretWhileItIsRotated() {
    var verifier = new WebhookVerifier(() -> SENT, OTHER, SECRET);

    assertThatCode(() -> verifier.verify(ID, "1614265330", SIGNATURE, BODY))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsTooOldOrFromTheFuture() {
    Duration tooFar = WebhookVerifier.TOLERANCE.plusSeconds(1);

    assertRefused(SENT.plus(tooFar), SIGNATURE, BODY);
    assertRefused(SENT.minus(tooFar), SIGNATURE, BODY);
  }

  @Test
  void refusesAnotherBody() {
    assertRefused(SENT, SIGNATURE, "{\"test\": 2432232315}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1,",
        "v1",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF="
      })
  void refusesOtherSignatures(String signature) {
    assertRefused(SENT, signature, BODY);
  }

  @Test
  void refusesAnotherIdAndAnotherTime() {
    var verifier = new WebhookVerifier(() -> SENT, SECRET);

    assertThatThrownBy(() -> verifier.verify("msg_other", "1614265330", SIGNATURE, BODY))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verifier.verify(ID, "1614265331", SIGNATURE, BODY))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verifier.verify(ID, "soon", SIGNATURE, BODY))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void refusesWhatHasNoSignature() {
    var verifier = new WebhookVerifier(() -> SENT, SECRET);

    assertThatThrownBy(() -> verifier.verify(ID, "1614265330", null, BODY))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aSecretIsNotShownByAccident() {
    WebhookSecret secret = WebhookSecret.parse(OTHER);

    assertThat(secret).hasToString("whsec_***").isEqualTo(WebhookSecret.parse(secret.text()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSecret.parse("whsec_c2hvcnQ="))
        .withMessageNotContaining("c2hvcnQ");
  }

  private static void verify(Instant now, String signature, byte[] body)
      throws WebhookVerificationException {
    new WebhookVerifier(() -> now, SECRET).verify(ID, "1614265330", signature, body);
  }

  private static void assertRefused(Instant now, String signature, byte[] body) {
    assertThatThrownBy(() -> verify(now, signature, body))
        .isInstanceOf(WebhookVerificationException.class);
  }
}
