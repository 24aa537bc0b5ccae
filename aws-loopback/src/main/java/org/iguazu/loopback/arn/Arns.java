package org.iguazu.loopback.arn;

import java.util.UUID;

/** Makes ARNs in the new, long format, and takes them apart. */
public final class Arns {

  public static final String REGION = "us-east-1";
  public static final String ZONE = "us-east-1a";

  public static final String ACCOUNT = "000000000000";

  private static final String ECS = "arn:aws:ecs:" + REGION + ":" + ACCOUNT + ":";

  private Arns() {}

  public static String cluster(String cluster) {
    return ECS + "cluster/" + cluster;
  }

  public static String task(String cluster, String id) {
    return ECS + "task/" + cluster + "/" + id;
  }

  public static String container(String cluster, String task, int number) {
    return ECS + "container/" + cluster + "/" + task + "/" + number;
  }

  public static String containerInstance(String cluster, String id) {
    return ECS + "container-instance/" + cluster + "/" + id;
  }

  public static String taskDefinition(String family, int revision) {
    return ECS + "task-definition/" + family + ":" + revision;
  }

  /** What stands after the last slash; the whole, if it is no ARN. */
  public static String lastPart(String arnOrName) {
    return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
  }

  /** 32 hexadecimal digits nobody has had before. */
  public static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
