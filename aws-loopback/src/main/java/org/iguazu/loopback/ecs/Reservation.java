package org.iguazu.loopback.ecs;

/** CPU in units of 1/1024 core, and memory in MiB. */
record Reservation(int cpu, int memory) {

  static final Reservation NONE = new Reservation(0, 0);

  Reservation plus(Reservation other) {
    return new Reservation(cpu + other.cpu, memory + other.memory);
  }

  Reservation minus(Reservation other) {
    return new Reservation(cpu - other.cpu, memory - other.memory);
  }
}
