package org.iguazu.api.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.iguazu.api.problem.Violations;

/** A webhook's name: a letter, then up to 99 letters, digits, hyphens and underscores. */
public record WebhookName(@JsonValue String value) implements Comparable<WebhookName> {

  private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

  @JsonCreator
  public WebhookName {
    new Violations()
        .require(
            VALID.matcher(value).matches(),
            "",
            "must be a letter followed by up to 99 letters, digits, '-' or '_', but is '%s'"
                .formatted(value))
        .orThrow();
  }

  @Override
  public int compareTo(WebhookName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
