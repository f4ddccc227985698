package io.drillmaster.run.port;

import java.net.URI;
import java.util.List;

/**
 * What a cluster's name resolves to: the addresses of its balancers. A client takes one of them, by
 * who it is, and the next one each time that it asks again, as DNS in round robin gives them.
 *
 * @param urls scheme, host and port of each, the one that the cluster's own URLs name first
 */
public record Fronts(List<URI> urls) {

  public Fronts {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a cluster without any address; give at least one URL");
    }
  }

  /** Those of a cluster that has one address. */
  public static Fronts of(URI only) {
    return new Fronts(List.of(only));
  }

  /** The one that the cluster's own URLs name. */
  public URI canonical() {
    return urls.get(0);
  }

  /**
   * Which of them somebody takes, from 0.
   *
   * @param who its name
   * @param asked how often it has asked before
   */
  public int place(String who, int asked) {
    return Math.floorMod((long) who.hashCode() + asked, urls.size());
  }

  /** The address that somebody takes, see {@link #place}. */
  public URI of(String who, int asked) {
    return urls.get(place(who, asked));
  }

  /**
   * Where a URL leads somebody: one of the cluster's own to the address that it takes, any other as
   * it says.
   */
  public String route(String url, String who, int asked) {
    int begin = url.indexOf("://") + "://".length();
    String own = canonical().getAuthority();
    int end = begin + own.length();
    boolean isOwn =
        url.startsWith(own, begin) && (end == url.length() || "/?#".indexOf(url.charAt(end)) >= 0);
    return isOwn
        ? url.substring(0, begin) + of(who, asked).getAuthority() + url.substring(end)
        : url;
  }
}
