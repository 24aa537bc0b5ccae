package org.iguazu.core.capability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.iguazu.api.invocation.InvocationId;

/**
 * Signs and checks the tokens that containers are given: 28 bytes that say which dispatch and until
 * when, and their HMAC-SHA256. Equal input gives an equal token, for a repeated RunTask must be the
 * same bytes.
 */
public final class Capabilities {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int CONTENT = 16 + 4 + 8;
  private static final int SIGNATURE = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Supplier<byte[]> secret;

  /**
   * @param secret at least 32 bytes, the same on all servers
   */
  public Capabilities(Supplier<byte[]> secret) {
    this.secret = secret;
  }

  /** A token for one dispatch, good until {@code expires}, to the second. */
  public String issue(InvocationId invocation, int dispatch, Instant expires) {
    byte[] content =
        ByteBuffer.allocate(CONTENT)
            .putLong(invocation.value().getMostSignificantBits())
            .putLong(invocation.value().getLeastSignificantBits())
            .putInt(dispatch)
            .putLong(expires.getEpochSecond())
            .array();
    byte[] token = Arrays.copyOf(content, CONTENT + SIGNATURE);
    System.arraycopy(sign(content), 0, token, CONTENT, SIGNATURE);
    return ENCODER.encodeToString(token);
  }

  /** What the token allows, unless it is not ours, was changed or has expired. */
  public Optional<Capability> verify(String token, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != CONTENT + SIGNATURE) {
      return Optional.empty();
    }
    byte[] signature = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
    if (!MessageDigest.isEqual(signature, sign(Arrays.copyOf(bytes, CONTENT)))) {
      return Optional.empty();
    }
    var content = ByteBuffer.wrap(bytes);
    var invocation = new InvocationId(new UUID(content.getLong(), content.getLong()));
    int dispatch = content.getInt();
    boolean expired = now.getEpochSecond() > content.getLong();
    return expired ? Optional.empty() : Optional.of(new Capability(invocation, dispatch));
  }

  private byte[] sign(byte[] content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.get(), ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
