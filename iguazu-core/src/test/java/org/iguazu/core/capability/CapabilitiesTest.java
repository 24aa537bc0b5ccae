package org.iguazu.core.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

  private static final InvocationId INVOCATION = new InvocationId(new UUID(7, 9));

  private final Capabilities capabilities = new Capabilities(() -> secret(1));

  @Test
  void aTokenSaysWhichDispatch() {
    String token = capabilities.issue(INVOCATION, 3, NOON);

    assertThat(capabilities.verify(token, NOON)).contains(new Capability(INVOCATION, 3));
  }

  @Test
  void theSameDispatchHasTheSameToken() {
    assertThat(capabilities.issue(INVOCATION, 3, NOON))
        .isEqualTo(capabilities.issue(INVOCATION, 3, NOON));
  }

  @Test
  void aTokenExpires() {
    String token = capabilities.issue(INVOCATION, 3, NOON);

    assertThat(capabilities.verify(token, NOON.plus(Duration.ofSeconds(1)))).isEmpty();
  }

  @Test
  void noByteOfATokenCanBeChanged() {
    byte[] token = Base64.getUrlDecoder().decode(capabilities.issue(INVOCATION, 3, NOON));

    for (int i = 0; i < token.length; i++) {
      token[i] ^= 1;
      assertThat(capabilities.verify(Base64.getUrlEncoder().encodeToString(token), NOON))
          .as("byte %d", i)
          .isEmpty();
      token[i] ^= 1;
    }
  }

  @Test
  void aTokenOfAnotherSecretIsNone() {
    String foreign = new Capabilities(() -> secret(2)).issue(INVOCATION, 3, NOON);

    assertThat(capabilities.verify(foreign, NOON)).isEmpty();
  }

  @Test
  void garbageIsNoToken() {
    assertThat(capabilities.verify("", NOON)).isEmpty();
    assertThat(capabilities.verify("not base64 at all", NOON)).isEmpty();
    assertThat(capabilities.verify("AAAA", NOON)).isEmpty();
  }

  private static byte[] secret(int value) {
    var secret = new byte[32];
    secret[0] = (byte) value;
    return secret;
  }
}
