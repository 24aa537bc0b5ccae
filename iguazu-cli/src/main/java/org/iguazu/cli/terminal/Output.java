package org.iguazu.cli.terminal;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where a command prints: what was asked for to standard output, what is said about it to the
 * other.
 */
public final class Output {

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Prints the value as JSON if that is wanted, else the text. */
  public void print(Object value, Object text) {
    if (json) {
      printJson(value);
    } else {
      print(text.toString());
    }
  }

  /**
   * Prints the items as JSON if that is wanted, else the table, or the hint if there is nothing.
   */
  public void printList(Collection<?> items, Table table, String hintIfEmpty) {
    if (items.isEmpty() && !json) {
      say(hintIfEmpty);
    } else {
      print(items, table);
    }
  }

  /** Whether the caller is a program. */
  public boolean isJson() {
    return json;
  }

  public void print(String text) {
    out().println(text);
    out().flush();
  }

  public void printJson(Object value) {
    print(IguazuJson.tolerant().writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  /** Tells people what is going on; programs do not hear it. */
  public void say(String text) {
    if (!json) {
      err().println(text);
      err().flush();
    }
  }

  /** How times are to be written right now. */
  public Times times() {
    return new Times(InstantSource.system().instant(), ZoneId.systemDefault());
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled this command in");
    }
    return spec;
  }
}
