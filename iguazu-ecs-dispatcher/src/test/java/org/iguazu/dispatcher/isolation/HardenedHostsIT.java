package org.iguazu.dispatcher.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iguazu.core.catalog.ClusterProperties;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class HardenedHostsIT {

  private static final String APPARMOR = "com.amazonaws.ecs.capability.apparmor";
  private static final String PRIVILEGED = "com.amazonaws.ecs.capability.privileged-container";
  private static final InstanceSpec INSTANCE = InstanceSpec.of(2, 1_024, 1_024);

  @TempDir private Path directory;

  @Test
  void nothingIsSaidOfHostsThatHaveAll() throws Exception {
    assertThat(lacking(INSTANCE.withAttributes(APPARMOR))).isEmpty();
  }

  @Test
  void hostsWithoutAppArmorAreNamedWithTheFix() throws Exception {
    assertThat(lacking(INSTANCE))
        .singleElement()
        .asString()
        .startsWith("2 of its 2 instances cannot apply AppArmor profiles (i-")
        .contains("ECS_APPARMOR_CAPABLE=true");
  }

  @Test
  void hostsThatRunPrivilegedContainersAreNamedWithTheFix() throws Exception {
    assertThat(lacking(INSTANCE.withAttributes(APPARMOR, PRIVILEGED)))
        .singleElement()
        .asString()
        .startsWith("2 of its 2 instances would run privileged containers (i-")
        .contains("ECS_DISABLE_PRIVILEGED=true");
  }

  private List<String> lacking(InstanceSpec instances) throws Exception {
    LoopbackConfig config =
        LoopbackConfig.in(directory).withCluster(ClusterSpec.of("sealed", instances));
    try (LoopbackServer loopback = LoopbackServer.start(config);
        EcsClient ecs = client(loopback)) {
      return new HardenedHosts(ecs, new ClusterProperties(List.of("sealed"))).lacking("sealed");
    }
  }

  private static EcsClient client(LoopbackServer loopback) {
    return EcsClient.builder()
        .endpointOverride(loopback.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
