package org.iguazu.loopback.engine.docker;

/** A Debian with a shell, coreutils and python3; {@code docker/test/build-test-image} makes it. */
final class TestImage {

  static final String NAME = "iguazu/test:latest";

  private TestImage() {}
}
