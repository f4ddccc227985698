package io.drillmaster.twin.group;

import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A twin that another process keeps: everything is read from its folder, at each call. */
public final class AttachedTwin implements Twin {

  private final Path folder;
  private final URI baseUrl;
  private final String secret;
  private final Marks marks;

  private AttachedTwin(Path folder, URI baseUrl, String secret) {
    this.folder = folder;
    this.baseUrl = baseUrl;
    this.secret = secret;
    this.marks = Marks.of(folder);
  }

  /** Attaches; see {@link Twin#attach}. */
  public static AttachedTwin to(Path folder) {
    TwinFile.Content content = TwinFile.read(folder);
    if (content.keeper().find().isEmpty()) {
      throw new TwinException(
          "the twin in %s has no keeper any more (process %d has ended); start another with: drillmaster twin up"
              .formatted(folder, content.keeper().pid()));
    }
    return new AttachedTwin(folder, content.baseUrl(), TwinFile.readSecret(folder));
  }

  @Override
  public TwinClocks clocks() {
    return TwinFile.read(folder).clocks();
  }

  @Override
  public URI baseUrl() {
    return baseUrl;
  }

  @Override
  public String secret() {
    return secret;
  }

  @Override
  public List<TwinNode> nodes() {
    return TwinFile.read(folder).nodes();
  }

  @Override
  public void protect(String incarnation) {
    marks.set(incarnation);
  }

  @Override
  public void release(String incarnation) {
    marks.clear(incarnation);
  }

  @Override
  public boolean isWhole() {
    return TwinFile.read(folder).isWhole();
  }

  @Override
  public Path accessLog() {
    return folder.resolve("access.jsonl");
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    // its keeper ends it
  }
}
