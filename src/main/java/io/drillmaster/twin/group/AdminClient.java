package io.drillmaster.twin.group;

import io.drillmaster.twin.balancer.BalancerCodec;
import io.drillmaster.twin.balancer.Rotation;
import io.drillmaster.twin.balancer.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The keeper's client of the twin's own REST interfaces: the balancer's targets, a master's API.
 */
final class AdminClient {

  private static final Duration BOUND = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(BOUND).build();
  private final String authorization;

  AdminClient(String secret) {
    byte[] credentials = ("OPENVIDUAPP:" + secret).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Registers exactly these targets. */
  List<Rotation.Standing> register(String admin, List<Target> targets)
      throws IOException, InterruptedException {
    HttpRequest request =
        to(admin, "/targets")
            .PUT(HttpRequest.BodyPublishers.ofString(BalancerCodec.writeTargets(targets)))
            .build();
    return BalancerCodec.readStandings(send(request));
  }

  /** The targets with their health. */
  List<Rotation.Standing> targets(String admin) throws IOException, InterruptedException {
    return BalancerCodec.readStandings(send(to(admin, "/targets").GET().build()));
  }

  /** The body of a GET that must succeed. */
  String get(String address, String path) throws IOException, InterruptedException {
    return send(to(address, path).GET().build());
  }

  private HttpRequest.Builder to(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(BOUND)
        .header("Authorization", authorization);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s %s answered %d".formatted(request.method(), request.uri(), response.statusCode()));
    }
    return response.body();
  }
}
