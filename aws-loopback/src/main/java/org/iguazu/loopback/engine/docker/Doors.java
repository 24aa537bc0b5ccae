package org.iguazu.loopback.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.NetworkMode;
import org.iguazu.loopback.engine.TaskSpec;

/**
 * How containers on the bridge reach services of this machine that listen on 127.0.0.1, which is
 * another place inside a container: at the bridge's gateway there is a door for each such service,
 * and variables that are its address are told as that of the door. Nothing else is let through than
 * what the options name and the metadata of tasks.
 */
final class Doors implements AutoCloseable {

  private static final String METADATA = "ECS_CONTAINER_METADATA_URI_V4";
  private static final Pattern HERE =
      Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost):(\\d{1,5})");

  private final InetAddress gateway;
  private final Set<Integer> ports;
  private final Map<Integer, Door> doors = new ConcurrentHashMap<>();

  /**
   * Opens none yet.
   *
   * @param gateway the address of this machine on the bridge
   * @param ports of 127.0.0.1 that containers may reach
   */
  Doors(InetAddress gateway, Set<Integer> ports) {
    this.gateway = gateway;
    this.ports = ports;
  }

  /** The environment as it has to be told to this container. */
  Map<String, String> environment(TaskSpec task, ContainerSpec container) {
    Map<String, String> environment = container.environment();
    boolean bridged =
        task.network() == NetworkMode.BRIDGE && !container.confinement().networkDisabled();
    return bridged
        ? environment.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> told(it.getKey(), it.getValue())))
        : environment;
  }

  private String told(String name, String value) {
    Matcher matcher = HERE.matcher(value);
    if (!matcher.lookingAt()) {
      return value;
    }
    int port = Integer.parseInt(matcher.group(1));
    return name.equals(METADATA) || ports.contains(port)
        ? door(port).address() + value.substring(matcher.end())
        : value;
  }

  private Door door(int port) {
    return doors.computeIfAbsent(port, this::open);
  }

  private Door open(int port) {
    try {
      return Door.open(gateway, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    doors.values().forEach(Door::close);
  }
}
