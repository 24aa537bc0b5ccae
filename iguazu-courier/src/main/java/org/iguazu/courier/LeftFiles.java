package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.text.Printable;

/**
 * Finds what a job has left. Nothing of it runs any more, and the volume can only be read, so it
 * does not change while it is looked at; but all of it may be a trap.
 */
final class LeftFiles {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 500;
  private static final long MIB = 1 << 20;

  private final Outputs limits;

  LeftFiles(Outputs limits) {
    this.limits = limits;
  }

  /**
   * Plain files only, each with its one name.
   *
   * @throws UnfitException if there is anything else, or too much
   */
  List<LeftFile> in(Path out) throws IOException, UnfitException {
    var found = new Found(out);
    Files.walkFileTree(out, EnumSet.noneOf(FileVisitOption.class), DEEPEST, found);
    if (!found.refusal.isEmpty()) {
      throw new UnfitException("what the job left is refused: " + found.refusal);
    }
    var left = new ArrayList<LeftFile>();
    for (Path path : found.files) {
      left.add(describe(path, out.relativize(path).toString()));
    }
    return left;
  }

  private static LeftFile describe(Path path, String name) throws IOException, UnfitException {
    try (InputStream content = LeftFile.open(path)) {
      Digests.Copied read =
          Digests.copy(content, OutputStream.nullOutputStream(), Files.size(path));
      return new LeftFile(path, new OutputFile(name, read.size(), read.sha256()));
    } catch (AccessDeniedException e) {
      throw new UnfitException("what the job left is refused: '%s' cannot be read".formatted(name));
    }
  }

  /** Walks until something must be refused. */
  private final class Found extends SimpleFileVisitor<Path> {

    private final Path out;
    private final List<Path> files = new ArrayList<>();
    private long size;
    private String refusal = "";

    private Found(Path out) {
      this.out = out;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      String name = out.relativize(path).toString();
      files.add(path);
      size += attributes.size();
      if (attributes.isSymbolicLink()) {
        return refuse(name, "is a symbolic link");
      } else if (attributes.isDirectory()) {
        return refuse(name, "lies deeper than %d directories".formatted(DEEPEST));
      } else if (!attributes.isRegularFile()) {
        return refuse(name, "is no plain file");
      } else if (isLinkedTwice(path)) {
        return refuse(name, "has a second name (a hard link)");
      } else if (name.length() > LONGEST_NAME || !Printable.is(name)) {
        return refuse(name, "has a name that is too long or not printable");
      } else if (files.size() > limits.maxFiles()) {
        return refuse("more than %d files".formatted(limits.maxFiles()));
      } else if (size > limits.maxSize() * MIB) {
        return refuse("more than %d MiB".formatted(limits.maxSize()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      return refuse(out.relativize(path).toString(), "cannot be read");
    }

    private static boolean isLinkedTwice(Path path) throws IOException {
      return !Integer.valueOf(1)
          .equals(Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
    }

    private FileVisitResult refuse(String name, String why) {
      String safe = Printable.of(name);
      String cut = safe.length() <= 100 ? safe : safe.substring(0, 99) + "…";
      return refuse("'%s' %s".formatted(cut, why));
    }

    private FileVisitResult refuse(String why) {
      refusal = why;
      return FileVisitResult.TERMINATE;
    }
  }
}
