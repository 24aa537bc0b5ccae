package org.iguazu.loopback.engine;

/** Where a container finds a volume of its task; {@code path} is absolute. */
public record Mount(String volume, String path, boolean readOnly) {}
