package org.iguazu.loopback.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.loopback.wire.Json;

/**
 * Objects in a directory: their bytes in one file each, and what is known of them in another, whose
 * renaming is what puts them in place. Names never become paths.
 */
public final class ObjectStore {

  private final Path blobs;
  private final Path records;
  private final InstantSource clock;

  public ObjectStore(Path directory, InstantSource clock) throws IOException {
    this.blobs = Files.createDirectories(directory.resolve("blobs"));
    this.records = Files.createDirectories(directory.resolve("objects"));
    this.clock = clock;
  }

  /** Bytes that are here and in no object yet. */
  record Received(Path file, long size, String sha256, String md5) {

    void discard() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  Received receive(InputStream body) throws IOException {
    Path file = blobs.resolve(UUID.randomUUID().toString());
    MessageDigest sha256 = Digests.sha256();
    MessageDigest md5 = Digests.md5();
    long size;
    try (OutputStream out =
        new DigestOutputStream(new DigestOutputStream(Files.newOutputStream(file), sha256), md5)) {
      size = body.transferTo(out);
    } catch (IOException cutOff) {
      Files.deleteIfExists(file);
      throw cutOff;
    }
    return new Received(
        file,
        size,
        Base64.getEncoder().encodeToString(sha256.digest()),
        HexFormat.of().formatHex(md5.digest()));
  }

  /** Makes it the object of that name, in the place of an earlier one unless there must be none. */
  synchronized boolean put(String name, Received received, String contentType, boolean onlyNew)
      throws IOException {
    Optional<StoredObject> before = find(name);
    if (onlyNew && before.isPresent()) {
      return false;
    }
    StoredObject object =
        new StoredObject(
            name,
            received.file().getFileName().toString(),
            received.size(),
            received.sha256(),
            received.md5(),
            contentType,
            clock.instant());
    Path half = records.resolve(object.blob() + ".new");
    Files.write(half, Json.MAPPER.writeValueAsBytes(object));
    Files.move(half, record(name), StandardCopyOption.ATOMIC_MOVE);
    if (before.isPresent()) {
      Files.deleteIfExists(blobs.resolve(before.get().blob()));
    }
    return true;
  }

  Optional<StoredObject> find(String name) throws IOException {
    try {
      return Optional.of(
          Json.MAPPER.readValue(Files.readAllBytes(record(name)), StoredObject.class));
    } catch (NoSuchFileException noneOfThatName) {
      return Optional.empty();
    }
  }

  /** Its bytes; good also if it is replaced meanwhile. */
  FileChannel open(StoredObject object) throws IOException {
    return FileChannel.open(blobs.resolve(object.blob()));
  }

  synchronized void delete(String name) throws IOException {
    Optional<StoredObject> object = find(name);
    if (object.isPresent()) {
      Files.deleteIfExists(record(name));
      Files.deleteIfExists(blobs.resolve(object.get().blob()));
    }
  }

  private Path record(String name) {
    return records.resolve(Digests.hexSha256(name));
  }
}
