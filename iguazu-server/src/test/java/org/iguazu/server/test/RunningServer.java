package org.iguazu.server.test;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.iguazu.server.IguazuServer;
import org.iguazu.server.openapi.ApiDescription;
import org.iguazu.test.TestDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The server as it runs in production, on a port and a database of its own. */
public final class RunningServer implements AutoCloseable {

  /** The key it is started with, which allows everything. */
  public static final String ADMIN_KEY = "igz_test_0123456789abcdef0123456789abcdef";

  private final TestDatabase database;
  private final ConfigurableApplicationContext context;

  private RunningServer(TestDatabase database, ConfigurableApplicationContext context) {
    this.database = database;
    this.context = context;
  }

  /** Starts one that dispatches nothing: what is queued stays queued until the test moves it. */
  public static RunningServer start() {
    return start(TestDatabase.create(), Map.of());
  }

  /** Starts one with some properties set. */
  public static RunningServer start(TestDatabase database, Map<String, String> properties) {
    var application = new SpringApplication(IguazuServer.class, ApiDescription.class);
    application.setRegisterShutdownHook(false);
    var arguments = new HashMap<String, String>();
    arguments.put("server.port", "0");
    arguments.put("server.address", "127.0.0.1");
    arguments.put("spring.datasource.url", database.url());
    arguments.put("spring.datasource.username", database.user());
    arguments.put("spring.datasource.password", database.password());
    arguments.put("iguazu.bootstrap-key", ADMIN_KEY);
    arguments.put("iguazu.aws.endpoint", "http://127.0.0.1:1");
    arguments.put("iguazu.aws.region", "us-east-1");
    arguments.put("iguazu.dispatcher.enabled", "false");
    arguments.put("iguazu.scheduler.name", database.url().replaceFirst(".*/", ""));
    arguments.putAll(properties);
    return new RunningServer(database, application.run(commandLine(arguments)));
  }

  private static String[] commandLine(Map<String, String> arguments) {
    return arguments.entrySet().stream()
        .map(it -> "--" + it.getKey() + "=" + it.getValue())
        .toArray(String[]::new);
  }

  public URI url() {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  /** Calls it with the key that allows everything. */
  public Calls calls() {
    return new Calls(url(), ADMIN_KEY);
  }

  /** One of the server's own objects. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** One of several objects of that type. */
  public <T> T get(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public TestDatabase database() {
    return database;
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }
}
