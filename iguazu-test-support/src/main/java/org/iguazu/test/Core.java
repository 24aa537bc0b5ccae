package org.iguazu.test;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.iguazu.core.CoreConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The domain put together as the server does it, on a test's database and with a test's clock. */
public final class Core implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Core(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts the domain.
   *
   * @param more further configuration classes of the module under test
   */
  public static Core on(TestDatabase database, InstantSource clock, Class<?>... more) {
    var application = new SpringApplication(Domain.class);
    application.addPrimarySources(List.of(more));
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(
        Map.of(
            "spring.datasource.url", database.url(),
            "spring.datasource.username", database.user(),
            "spring.datasource.password", database.password(),
            "spring.jpa.open-in-view", "false",
            "spring.jpa.hibernate.ddl-auto", "none",
            "spring.main.banner-mode", "off"));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("clock", clock));
    return new Core(application.run());
  }

  /** One of the domain's classes. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(CoreConfiguration.class)
  static class Domain {}
}
