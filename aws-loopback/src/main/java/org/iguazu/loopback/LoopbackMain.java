package org.iguazu.loopback;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a loopback by itself until it is told to stop by SIGTERM or Ctrl-C. */
public final class LoopbackMain {

  private LoopbackMain() {}

  public static void main(String... args) throws InterruptedException {
    switch (Arguments.parse(List.of(args))) {
      case Arguments.Help _ -> System.out.print(Arguments.USAGE);
      case Arguments.Wrong(var message) -> fail(2, message + "\n\n" + Arguments.USAGE);
      case Arguments.Start(var config, var engine) -> run(config, engine);
    }
  }

  private static void run(LoopbackConfig config, String engine) throws InterruptedException {
    try {
      LoopbackServer server = LoopbackServer.start(config);
      System.out.println("aws-loopback listens on " + server.endpoint());
      System.out.println("aws-loopback: " + engine);
      server
          .s3EndpointForContainers()
          .ifPresent(it -> System.out.println("aws-loopback: containers find S3 at " + it));
      new CountDownLatch(1).await();
    } catch (BindException e) {
      fail(1, "port %d is taken; choose another with --port".formatted(config.port()));
    } catch (IOException e) {
      fail(1, "cannot start: " + e.getMessage());
    }
  }

  private static void fail(int status, String message) {
    System.err.println(message);
    System.exit(status);
  }
}
