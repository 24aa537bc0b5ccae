package org.iguazu.server.security;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.iguazu.api.key.Scope;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.capability.Capability;
import org.iguazu.core.key.ApiKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guards in place, before everything else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityConfiguration implements WebMvcConfigurer {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

  @Bean
  Authentication authentication(ApiKeys keys, SecurityProperties properties, InstantSource clock) {
    if (properties.bootstrapKey() != null && !properties.bootstrapKey().isBlank()) {
      ensureBootstrapKey(keys, properties.bootstrapKey().strip(), clock);
    }
    return new Authentication(keys);
  }

  private static void ensureBootstrapKey(ApiKeys keys, String key, InstantSource clock) {
    try {
      if (!keys.ensure(key, "bootstrap", Set.of(Scope.ADMIN), clock.instant())) {
        LOG.warn("the key in IGUAZU_BOOTSTRAP_KEY was revoked, and stays so: remove it there");
      }
    } catch (IllegalArgumentException e) {
      throw new BootstrapKeyException(e);
    }
  }

  @Bean
  FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
      Authentication authentication,
      Capabilities capabilities,
      InstantSource clock,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver exceptions) {
    var filter = new AuthenticationFilter(authentication, capabilities, clock, exceptions);
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(0);
    return registration;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ScopeCheck());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new AttributeArgument(Caller.class));
    resolvers.add(new AttributeArgument(Capability.class));
  }
}
