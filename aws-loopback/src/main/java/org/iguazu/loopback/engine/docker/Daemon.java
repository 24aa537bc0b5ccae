package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The daemon as one engine uses it: what is the engine's own there carries its label. */
final class Daemon implements AutoCloseable {

  private static final String LABEL = "org.iguazu.loopback";

  private final DockerClient docker;
  private final DockerOptions options;
  private final String owner;
  private final List<String> securityOptions;
  private final Optional<InetAddress> gateway;
  private final Doors doors;
  private final ControlGroups groups;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Connects.
   *
   * @param owner the value of the label
   */
  Daemon(DockerOptions options, String owner) {
    this.options = options;
    this.owner = owner;
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix://" + options.socket())
            .withDockerTlsVerify(false)
            .build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .maxConnections(Integer.MAX_VALUE) // a running container holds two
            .build();
    this.docker = DockerClientImpl.getInstance(config, http);
    this.gateway = gateway(docker);
    this.doors = new Doors(gateway.orElseGet(InetAddress::getLoopbackAddress), options.hostPorts());
    Info info = docker.infoCmd().exec();
    List<String> told = info.getSecurityOptions();
    this.securityOptions = told == null ? List.of() : told;
    this.groups = ControlGroups.of(info, gateway.isPresent());
  }

  private static Optional<InetAddress> gateway(DockerClient docker) {
    String bridge =
        docker
            .inspectNetworkCmd()
            .withNetworkId("bridge")
            .exec()
            .getOptions()
            .getOrDefault("com.docker.network.bridge.name", "docker0");
    try {
      return Stream.ofNullable(NetworkInterface.getByName(bridge))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .findFirst();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  DockerClient docker() {
    return docker;
  }

  DockerOptions options() {
    return options;
  }

  /**
   * Asks until it answers, with pauses.
   *
   * @return false if it has been silent for as long as the options allow, or this is closed
   */
  boolean awaitAnswer(Duration pause) throws InterruptedException {
    long latest = System.nanoTime() + options.patience().toNanos();
    while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      if (DockerSocket.answers(options.socket())) {
        return true;
      }
      if (System.nanoTime() > latest) {
        return false;
      }
    }
    return false;
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** This machine as containers on the default bridge see it; empty if the bridge is not here. */
  Optional<InetAddress> gateway() {
    return gateway;
  }

  ControlGroups groups() {
    return groups;
  }

  Doors doors() {
    return doors;
  }

  /** A name that no other engine of this machine uses. */
  String name(String task, String part) {
    return name(task) + "-" + part;
  }

  /** The same for what a task has one of. */
  String name(String task) {
    return prefix() + task;
  }

  private String prefix() {
    return "iguazu-" + owner + "-";
  }

  Map<String, String> labels(String task) {
    return Map.of(LABEL, owner, LABEL + ".task", task);
  }

  /**
   * Whether its kernel has a security module, e.g. {@code apparmor}; without it asks are ignored.
   */
  boolean enforces(String module) {
    return securityOptions.stream().anyMatch(option -> option.contains("name=" + module));
  }

  /** The containers and volumes that are ours, running or not, by id and by name. */
  List<String> all() {
    return Stream.concat(containers(), volumes()).toList();
  }

  /** The control groups that are ours. */
  List<String> allGroups() {
    return groups.all(prefix());
  }

  private Stream<String> containers() {
    return docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(LABEL, owner))
        .exec()
        .stream()
        .map(Container::getId);
  }

  private Stream<String> volumes() {
    var found = docker.listVolumesCmd().withFilter("label", List.of(LABEL + "=" + owner)).exec();
    return Stream.ofNullable(found.getVolumes())
        .flatMap(List::stream)
        .map(InspectVolumeResponse::getName);
  }

  /** Removes all that is ours, running or not. */
  void removeAll() {
    containers().forEach(this::remove);
    volumes().forEach(this::removeVolume);
    allGroups().forEach(groups::remove);
  }

  /** Kills and removes a container, unless that is done. */
  void remove(String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException _) {
      // somebody else has removed it, or is at it
    }
  }

  /** Removes a volume that no container has any more, unless that is done. */
  void removeVolume(String volume) {
    try {
      docker.removeVolumeCmd(volume).exec();
    } catch (NotFoundException _) {
      // somebody else has removed it
    }
  }

  @Override
  public void close() {
    closed.countDown();
    doors.close();
    try {
      docker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
