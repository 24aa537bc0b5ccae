package org.iguazu.archive;

/** What an archive can be refused for. */
public enum Rule {
  /**
   * It is none of the formats we read, or is broken: cut off, a wrong checksum, numbers that cannot
   * be.
   */
  FORMAT,
  /**
   * It says one thing in one place and another elsewhere, or holds bytes that belong to nothing.
   */
  LAYOUT,
  /** It uses what we do not read: encryption, sparse files, several volumes, rare compression. */
  FEATURE,
  /** An entry is neither a file nor a directory: a link, a device, a pipe. */
  KIND,
  /** An entry's name leads elsewhere, or is none that every file system and terminal can stand. */
  NAME,
  /** Two entries have one place, at least where case and Unicode's spellings count for nothing. */
  DUPLICATE,
  /** More entries than {@link Limits#entries}. */
  ENTRIES,
  /** Deeper than {@link Limits#depth}. */
  DEPTH,
  /** A name longer than {@link Limits#nameBytes}, or a part of it longer than 255 bytes. */
  NAME_LENGTH,
  /** A file larger than {@link Limits#fileBytes}. */
  FILE_SIZE,
  /** More bytes than {@link Limits#totalBytes}. */
  TOTAL_SIZE,
  /** Unpacks to more than {@link Limits#ratio} times its size. */
  RATIO,
  /** Names and other descriptions take more than 16 MiB, or one entry's more than 1 MiB. */
  DESCRIPTIONS
}
