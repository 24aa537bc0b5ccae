package org.iguazu.server.web;

import java.time.Duration;
import java.util.Collection;
import org.apache.catalina.core.StandardHost;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.server.problem.ProblemValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** How requests are read, and answers written. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  @Bean
  JsonMapper jsonMapper() {
    return IguazuJson.strict();
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit() {
    var registration = new FilterRegistrationBean<>(new BodyLimit());
    registration.setOrder(1); // after authentication: a stranger learns nothing of limits
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
    return factory ->
        factory.addContextCustomizers(context ->
            ((StandardHost) context.getParent())
                .setErrorReportValveClass(ProblemValve.class.getName()));
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.withJsonConverter(new WholeJson(jsonMapper()));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParameters());
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.removeConvertible(String.class, Collection.class); // a comma may stand in a value
    registry.addConverter(String.class, InvocationId.class, InvocationId::parse);
    registry.addConverter(String.class, JobName.class, JobName::new);
    registry.addConverter(String.class, UploadId.class, UploadId::parse);
    registry.addConverter(String.class, WebhookName.class, WebhookName::new);
    registry.addConverter(String.class, Duration.class, Durations::parse);
  }
}
