package org.iguazu.api.job;

import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * What a hardened job is given beyond the strictest: each by its name, so that a reviewer sees what
 * was asked for. There is none for the network, the user, the capabilities or the root directory.
 *
 * @param openFiles how many files a process may have open, 16 to 65,536, default 1,024
 * @param fileSize how large a file may become, in MiB; 1 to 2,047, default 256
 * @param tmp room for files in {@code /tmp} in MiB, at most the job's memory, of which it takes its
 *     part; default half of the memory, 256 at most
 * @param tmpFiles how many files and directories {@code /tmp} may hold, 16 to 10,000,000, default
 *     16,384
 * @param executableTmp whether programs in {@code /tmp} may be run, as compilers' tests need;
 *     default no
 */
@JsonDeserialize(builder = Relaxations.Builder.class)
public record Relaxations(
    int openFiles, int fileSize, @Nullable Integer tmp, int tmpFiles, boolean executableTmp) {

  private static final Relaxations NONE = new Builder().build();

  public Relaxations {
    new Violations()
        .require(
            openFiles >= 16 && openFiles <= 65_536,
            "/openFiles",
            "must be 16 to 65536, but is " + openFiles)
        .require(
            fileSize >= 1 && fileSize <= 2_047,
            "/fileSize",
            "must be 1 to 2047 MiB, but is " + fileSize)
        .require(tmp == null || tmp >= 1, "/tmp", "must be at least 1 MiB, but is " + tmp)
        .require(
            tmpFiles >= 16 && tmpFiles <= 10_000_000,
            "/tmpFiles",
            "must be 16 to 10000000, but is " + tmpFiles)
        .orThrow();
  }

  /** The strictest: nothing is relaxed. */
  public static Relaxations none() {
    return NONE;
  }

  /** Gathers relaxations; what is not said stays strict. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private int openFiles = 1_024;
    private int fileSize = 256;
    private @Nullable Integer tmp;
    private int tmpFiles = 16_384;
    private boolean executableTmp;

    public Builder openFiles(int openFiles) {
      this.openFiles = openFiles;
      return this;
    }

    public Builder fileSize(int mebibytes) {
      this.fileSize = mebibytes;
      return this;
    }

    public Builder tmp(int mebibytes) {
      this.tmp = mebibytes;
      return this;
    }

    public Builder tmpFiles(int tmpFiles) {
      this.tmpFiles = tmpFiles;
      return this;
    }

    public Builder executableTmp(boolean executableTmp) {
      this.executableTmp = executableTmp;
      return this;
    }

    /**
     * The relaxations.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is wrong
     */
    public Relaxations build() {
      return new Relaxations(openFiles, fileSize, tmp, tmpFiles, executableTmp);
    }
  }
}
