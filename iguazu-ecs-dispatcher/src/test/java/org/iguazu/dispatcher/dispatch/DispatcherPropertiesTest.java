package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DispatcherPropertiesTest {

  @Test
  void theDefaultsFitTogether() {
    assertThat(bind(Map.of()).launchConcurrency()).isEqualTo(32);
  }

  @Test
  void aReconcilerThatActsWhileTheDispatcherMayIsRefused() {
    assertThatThrownBy(() -> bind(Map.of("iguazu.dispatcher.reconcile-after", "40s")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining("reconcile-after must be at least one and a half times hold");
  }

  @Test
  void lookingForATaskLongerThanEcsRemembersItsTokenIsRefused() {
    assertThatThrownBy(() -> bind(Map.of("iguazu.dispatcher.launch-proof", "60m")))
        .rootCause()
        .hasMessageContaining("launch-proof");
  }

  private static DispatcherProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("iguazu.dispatcher", DispatcherProperties.class);
  }
}
