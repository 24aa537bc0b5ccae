package org.iguazu.dispatcher.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iguazu.core.catalog.ClusterProperties;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
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
  void hostsThatCouldApplyAProfileThatNobodyAsksForAreTold() throws Exception {
    assertThat(lacking(INSTANCE.withAttributes(APPARMOR), ""))
        .singleElement()
        .asString()
        .startsWith("2 of its 2 instances can apply AppArmor profiles, and none is asked for")
        .contains("iguazu.isolation.apparmor-profile=iguazu-hardened");
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

  @Test
  void allHostsAreLookedAtHoweverManyThereAre() throws Exception {
    assertThat(lacking(InstanceSpec.of(101, 1_024, 1_024)))
        .singleElement()
        .asString()
        .startsWith("101 of its 101 instances cannot apply AppArmor profiles");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void whatTheyLackIsSaidOnce(CapturedOutput output) throws Exception {
    String warning = "cluster sealed is for hardened jobs, but 2 of its 2 instances";
    try (LoopbackServer loopback = loopback(INSTANCE);
        EcsClient ecs = client(loopback)) {
      HardenedHosts hosts = hosts(ecs);
      hosts.look();
      assertThat(output.getAll()).containsOnlyOnce(warning);
      hosts.look();
      assertThat(output.getAll()).containsOnlyOnce(warning);
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void hostsThatCannotBeAskedAreLookedAtNextTime(CapturedOutput output) throws Exception {
    try (LoopbackServer loopback = loopback(INSTANCE);
        EcsClient ecs = client(loopback)) {
      loopback.faults().add("ListContainerInstances", new When.Always(), new Fault.Throttled());
      HardenedHosts hosts = hosts(ecs);

      hosts.look();
      assertThat(output.getAll()).contains("cannot look at the instances of cluster sealed: ");
      loopback.faults().clear();
      hosts.look();
      assertThat(output.getAll()).contains("cluster sealed is for hardened jobs, but");
    }
  }

  private List<String> lacking(InstanceSpec instances) throws Exception {
    return lacking(instances, "iguazu-hardened");
  }

  private List<String> lacking(InstanceSpec instances, String profile) throws Exception {
    try (LoopbackServer loopback = loopback(instances);
        EcsClient ecs = client(loopback)) {
      return hosts(ecs, profile).lacking("sealed");
    }
  }

  private static HardenedHosts hosts(EcsClient ecs) {
    return hosts(ecs, "iguazu-hardened");
  }

  private static HardenedHosts hosts(EcsClient ecs, String profile) {
    return new HardenedHosts(
        ecs, new ClusterProperties(List.of("sealed")), new IsolationProperties(profile));
  }

  private LoopbackServer loopback(InstanceSpec instances) throws Exception {
    return LoopbackServer.start(
        LoopbackConfig.in(directory).withCluster(ClusterSpec.of("sealed", instances)));
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
