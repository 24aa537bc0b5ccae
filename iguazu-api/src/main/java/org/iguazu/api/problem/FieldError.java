package org.iguazu.api.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the request body, "" for the whole body
 * @param message what is wrong, and what would be right
 */
public record FieldError(String pointer, String message) {

  /** The JSON pointer to the member of this name, whatever characters it has. */
  public static String pointerTo(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** This error, seen from an object that holds the erroneous one at {@code prefix}. */
  public FieldError below(String prefix) {
    return new FieldError(prefix + pointer, message);
  }
}
