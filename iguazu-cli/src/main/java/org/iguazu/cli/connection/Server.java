package org.iguazu.cli.connection;

import java.net.URI;
import java.time.Duration;
import org.iguazu.api.client.IguazuClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which Iguazú to talk to; without them it is the development server. */
public final class Server {

  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where Iguazú is. Default: $$IGUAZU_URL, else the dev server's address.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The API key. Default: $$IGUAZU_API_KEY, else the dev server's key.")
  private @Nullable String key;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** A client that soon gives up when nobody answers: somebody sits and waits. */
  public IguazuClient connect() {
    return connect(Duration.ofSeconds(1));
  }

  /** A client that outlasts a restart of the server, for watching what was already found there. */
  public IguazuClient connectPatiently() {
    return connect(Duration.ofSeconds(60));
  }

  private IguazuClient connect(Duration retryFor) {
    DevFiles files = DevFiles.here();
    String address = first(url, System.getenv("IGUAZU_URL"), files.url().orElse(DEFAULT_URL));
    String secret = first(key, System.getenv("IGUAZU_API_KEY"), files.key().orElse(""));
    try {
      return IguazuClient.builder(URI.create(address))
          .apiKey(secret)
          .userAgent("iguazu-cli")
          .retryFor(retryFor)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec().commandLine(),
          "'%s' is not an address of an Iguazú; one looks like %s".formatted(address, DEFAULT_URL));
    }
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled this command in");
    }
    return spec;
  }

  private static String first(
      @Nullable String given, @Nullable String fromEnvironment, String last) {
    if (given != null) {
      return given;
    }
    return fromEnvironment != null && !fromEnvironment.isBlank() ? fromEnvironment : last;
  }
}
