package org.iguazu.loopback.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts what a program prints into lines; never keeps more than the longest line of a log. */
public final class Lines {

  /** An event of CloudWatch Logs holds no more. */
  private static final int LONGEST = 256 * 1024 - 26;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** The lines that these bytes complete. */
  public List<String> add(byte[] bytes, int length) {
    List<String> complete = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        complete.add(take());
      } else {
        line.write(bytes[i]);
        if (line.size() == LONGEST) {
          complete.add(take());
        }
      }
    }
    return complete;
  }

  /** The line that was begun and will not be ended, if there is one. */
  public List<String> rest() {
    return line.size() == 0 ? List.of() : List.of(take());
  }

  private String take() {
    String taken = line.toString(UTF_8);
    line.reset();
    return taken.endsWith("\r") ? taken.substring(0, taken.length() - 1) : taken;
  }
}
