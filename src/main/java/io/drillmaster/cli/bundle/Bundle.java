package io.drillmaster.cli.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A zip file of a run's evidence, with a {@link Manifest} in front. */
public final class Bundle {

  /** Most that one file of a bundle may unpack to: larger is no history of ours. */
  private static final long FILE_MOST = 64L << 30;

  private Bundle() {}

  /**
   * Packs a run folder.
   *
   * @param run the folder; links in it are not followed
   * @param head the manifest without its lists of files
   * @param leftOut which files are told by their hash only
   * @param target the file to write; replaced as a whole
   * @return the manifest as written
   * @throws IOException when a file cannot be read or the bundle not be written; then there is none
   */
  public static Manifest write(Path run, Manifest head, List<PathMatcher> leftOut, Path target)
      throws IOException {
    List<Manifest.Entry> in = new ArrayList<>();
    List<Manifest.Entry> out = new ArrayList<>();
    for (Path file : files(run)) {
      Path relative = run.relativize(file);
      boolean isLeftOut = leftOut.stream().anyMatch(matcher -> matcher.matches(relative));
      (isLeftOut ? out : in).add(entry(relative, file));
    }
    Manifest manifest = head.with(in, out);
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(fresh))) {
        put(zip, ManifestFile.NAME, ManifestFile.text(manifest).getBytes(StandardCharsets.UTF_8));
        for (Manifest.Entry entry : in) {
          zip.putNextEntry(new ZipEntry(entry.path()));
          Files.copy(run.resolve(entry.path()), zip);
          zip.closeEntry();
        }
      }
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return manifest;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static List<Path> files(Path run) throws IOException {
    try (Stream<Path> all = Files.walk(run)) {
      return all.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .sorted()
          .toList();
    }
  }

  private static Manifest.Entry entry(Path relative, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Counted counted = count(in, OutputStream.nullOutputStream());
      return new Manifest.Entry(
          relative.toString().replace('\\', '/'), counted.bytes(), counted.sha256());
    }
  }

  private record Counted(long bytes, String sha256) {}

  private static Counted count(InputStream in, OutputStream to) throws IOException {
    MessageDigest digest = sha256();
    long bytes = new DigestInputStream(in, digest).transferTo(to);
    return new Counted(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** The hash of a whole file: what a bundle is known by. */
  public static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return count(in, OutputStream.nullOutputStream()).sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What a bundle was found to be.
   *
   * @param manifest what it says of itself
   * @param differences what is not as the manifest says, one sentence each; empty = all is
   */
  public record Found(Manifest manifest, List<String> differences) {}

  /**
   * Unpacks a bundle and holds each file against the manifest.
   *
   * @param into an empty folder
   * @throws IllegalArgumentException when it is no bundle; the message says why
   */
  public static Found read(Path bundle, Path into) {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      ZipEntry head = zip.getEntry(ManifestFile.NAME);
      if (head == null) {
        throw new IllegalArgumentException(
            bundle + " has no " + ManifestFile.NAME + "; it was not made by: drillmaster bundle");
      }
      Manifest manifest =
          ManifestFile.read(
              new String(zip.getInputStream(head).readAllBytes(), StandardCharsets.UTF_8));
      return new Found(manifest, differences(zip, manifest, into));
    } catch (ZipException none) {
      throw new IllegalArgumentException(
          bundle + " is no bundle, or damaged (" + none.getMessage() + ")", none);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(bundle + " cannot be read", unreadable);
    }
  }

  private static List<String> differences(ZipFile zip, Manifest manifest, Path into)
      throws IOException {
    Map<String, Manifest.Entry> expected = new LinkedHashMap<>();
    manifest.files().forEach(entry -> expected.put(entry.path(), entry));
    List<String> differences = new ArrayList<>();
    for (ZipEntry packed : zip.stream().toList()) {
      Manifest.Entry entry = expected.remove(packed.getName());
      if (entry != null) {
        unpacked(zip, packed, entry, into, differences);
      } else if (!packed.getName().equals(ManifestFile.NAME)) {
        differences.add(packed.getName() + " is not in the manifest");
      }
    }
    expected.keySet().forEach(path -> differences.add(path + " is missing"));
    return differences;
  }

  private static void unpacked(
      ZipFile zip, ZipEntry packed, Manifest.Entry entry, Path into, List<String> differences)
      throws IOException {
    Path file = into.resolve(entry.path()).normalize();
    if (!file.startsWith(into) || packed.getSize() > FILE_MOST) {
      differences.add(entry.path() + " is no file of a run");
      return;
    }
    Files.createDirectories(file.getParent());
    Counted counted;
    try (InputStream in = zip.getInputStream(packed);
        OutputStream out = Files.newOutputStream(file)) {
      counted = count(in, out);
    } catch (ZipException damaged) {
      differences.add("%s is damaged (%s)".formatted(entry.path(), damaged.getMessage()));
      return;
    }
    if (!counted.equals(new Counted(entry.bytes(), entry.sha256()))) {
      differences.add(
          "%s is not what it was: %,d bytes with SHA-256 %s, the manifest says %,d with %s"
              .formatted(
                  entry.path(), counted.bytes(), counted.sha256(), entry.bytes(), entry.sha256()));
    }
  }
}
