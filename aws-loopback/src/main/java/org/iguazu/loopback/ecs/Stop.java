package org.iguazu.loopback.ecs;

import java.time.Instant;

/** That a task is to stop, or has stopped: who wanted it, why, and since when. */
record Stop(String code, String reason, Instant at) {

  static Stop byUser(String reason, Instant at) {
    return new Stop("UserInitiated", reason, at);
  }

  static Stop essentialContainerExited(Instant at) {
    return new Stop("EssentialContainerExited", "Essential container in task exited", at);
  }

  static Stop failedToStart(String reason, Instant at) {
    return new Stop("TaskFailedToStart", reason, at);
  }

  static Stop hostTerminated(String ec2InstanceId, Instant at) {
    return new Stop(
        "TerminationNotice", "Host EC2 (instance %s) terminated.".formatted(ec2InstanceId), at);
  }
}
