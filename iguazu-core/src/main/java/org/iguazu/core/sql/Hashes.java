package org.iguazu.core.sql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of contents. */
public final class Hashes {

  private Hashes() {}

  /** The SHA-256 of {@code content}, in hex. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(sha256Bytes(content));
  }

  /** The SHA-256 of {@code content}. */
  public static byte[] sha256Bytes(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
