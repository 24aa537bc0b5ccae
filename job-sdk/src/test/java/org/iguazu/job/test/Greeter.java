package org.iguazu.job.test;

/** A collaborator, to be replaced. */
interface Greeter {
  String greet(String name);
}
