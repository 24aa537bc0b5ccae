package org.iguazu.api.upload;

import java.util.regex.Pattern;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.text.Printable;

/**
 * A file that shall be handed over.
 *
 * @param name what people call it: 1 to 255 characters, no slash, backslash or character that
 *     cannot be shown
 * @param size its bytes
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits; the store refuses other content
 */
public record UploadRequest(String name, long size, String sha256) {

  private static final Pattern NAME = Pattern.compile("[^/\\\\]{1,255}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public UploadRequest {
    String givenName = Violations.present(name, "/name", "is missing: what the file is called");
    String givenSha256 =
        Violations.present(sha256, "/sha256", "is missing: the file's SHA-256 in hex");
    new Violations()
        .require(
            NAME.matcher(givenName).matches() && !givenName.isBlank() && Printable.is(givenName),
            "/name",
            "must be a file name of 1 to 255 characters without a slash, a backslash or characters"
                + " that cannot be shown")
        .require(size >= 0, "/size", "must be the file's number of bytes, but is " + size)
        .require(
            SHA256.matcher(givenSha256).matches(),
            "/sha256",
            "must be 64 lower-case hexadecimal digits")
        .orThrow();
  }
}
