package io.drillmaster.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What some access log files say, plain or compressed with gzip.
 *
 * @param sockets entries of WebSockets that were passed on to a target
 * @param others entries of anything else
 * @param bad lines that are no entries: how many
 * @param told the first of them, each "FILE:LINE: why"
 */
record AccessLogs(List<AlbLine> sockets, long others, long bad, List<String> told) {

  /** More would not be read. */
  static final int MOST_TOLD = 20;

  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  AccessLogs {
    sockets = List.copyOf(sockets);
    told = List.copyOf(told);
  }

  /** Collects what lines say. */
  private static final class Reading {
    final List<AlbLine> sockets = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    long others;
    long bad;

    void accept(Path file, long number, String text) {
      try {
        AlbLine line = AlbLine.parse(text);
        if (line.isSocket()) {
          sockets.add(line);
        } else {
          others++;
        }
      } catch (IllegalArgumentException e) {
        bad(file, number, String.valueOf(e.getMessage()));
      }
    }

    void bad(Path file, long number, String why) {
      bad++;
      if (told.size() < MOST_TOLD) {
        told.add("%s:%d: %s".formatted(file, number, why));
      }
    }
  }

  /**
   * Reads files.
   *
   * @throws IllegalArgumentException when one cannot be opened
   */
  static AccessLogs read(List<Path> files) {
    Reading reading = new Reading();
    for (Path file : files) {
      read(file, reading);
    }
    return new AccessLogs(reading.sockets, reading.others, reading.bad, reading.told);
  }

  /** A file that breaks off is read as far as it goes. */
  private static void read(Path file, Reading reading) {
    long number = 0;
    try (InputStream bytes = open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          reading.accept(file, number, line);
        }
      }
    } catch (IOException e) {
      reading.bad(file, number + 1, "breaks off: " + e.getMessage());
    }
  }

  private static InputStream open(Path file) {
    try {
      return unpacked(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " is not there; name an access log file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s; name an access log file".formatted(file, e.getMessage()), e);
    }
  }

  /** By its first two bytes, whatever its name. */
  private static InputStream unpacked(InputStream file) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(file, 2);
    byte[] first = bytes.readNBytes(2);
    bytes.unread(first);
    boolean isPacked =
        first.length == 2 && (first[0] & 0xff) == GZIP_1 && (first[1] & 0xff) == GZIP_2;
    return isPacked ? new GZIPInputStream(bytes) : bytes;
  }
}
