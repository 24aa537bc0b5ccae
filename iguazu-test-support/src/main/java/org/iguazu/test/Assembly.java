package org.iguazu.test;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Modules put together as the server does it, on a test's database and with a test's clock. */
public final class Assembly implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Assembly(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts the modules.
   *
   * @param configurations the modules' configuration classes
   */
  public static Assembly of(
      TestDatabase database, InstantSource clock, Class<?>... configurations) {
    return of(database, clock, Map.of(), configurations);
  }

  /** Starts the modules with some properties set. */
  public static Assembly of(
      TestDatabase database,
      InstantSource clock,
      Map<String, Object> properties,
      Class<?>... configurations) {
    return of(
        database.url(), database.user(), database.password(), clock, properties, configurations);
  }

  /** Starts the modules on a database of another kind. */
  public static Assembly of(
      String url,
      String user,
      String password,
      InstantSource clock,
      Map<String, Object> properties,
      Class<?>... configurations) {
    var application = new SpringApplication(Automatic.class);
    application.addPrimarySources(List.of(configurations));
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    var defaults = new HashMap<String, Object>(properties);
    defaults.put("spring.datasource.url", url);
    defaults.put("spring.datasource.username", user);
    defaults.put("spring.datasource.password", password);
    defaults.put("spring.datasource.hikari.connection-init-sql", "SET enable_seqscan = off");
    defaults.put("spring.jpa.open-in-view", "false");
    defaults.put("spring.jpa.hibernate.ddl-auto", "none");
    defaults.put("spring.main.banner-mode", "off");
    application.setDefaultProperties(defaults);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("clock", clock));
    return new Assembly(application.run());
  }

  /** One of the modules' objects. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Automatic {}
}
