package io.drillmaster.probe;

import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.run.port.Access;
import io.drillmaster.time.Ticker;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** HTTP attempts on java.net.http, stamped right before the write and right after the read. */
final class RestClient implements AutoCloseable {
  /** A loopback or a balancer accepts at once; a dead host does not. */
  private static final Duration CONNECT_BOUND = Duration.ofSeconds(3);

  /** Reads of a second are small and few. */
  private static final int THREADS = 2;

  private final ExecutorService executor = Threads.pool("probe-http", THREADS);
  private final HttpClient client;
  private final String authorization;
  private final Passage passage;
  private final Ticker ticker;

  RestClient(Access access, Ticker ticker) {
    this.authorization = RestRequest.authorization(access.secret());
    this.passage = new Passage(access);
    this.ticker = ticker;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no upgrade to h2c on the way
            .connectTimeout(CONNECT_BOUND)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor);
    passage.prepare(builder);
    this.client = builder.build();
  }

  /** How it gets to the cluster; ends with this client. */
  Passage passage() {
    return passage;
  }

  /**
   * How an attempt ended.
   *
   * @param invokedAt stamp before the write
   * @param at stamp after the read
   * @param status HTTP status; 0 = no answer
   * @param body of the answer, or why there is none
   * @param mayHaveEffect for no answer: whether a byte may have reached anybody
   */
  record Answer(long invokedAt, long at, int status, String body, boolean mayHaveEffect) {
    boolean isOk() {
      return status == 200;
    }

    /** What to say of it when it is not the answer wanted. */
    String detail() {
      return status == 0 ? body : "status " + status;
    }
  }

  /** Makes one attempt; the future always completes normally, within the bound. */
  CompletableFuture<Answer> attempt(String method, URI url, @Nullable String json, Duration bound) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(bound).header("Authorization", authorization);
    if (json == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.method(method, HttpRequest.BodyPublishers.ofString(json));
      request.header("Content-Type", "application/json");
    }
    long invokedAt = ticker.nanos();
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) ->
                answer != null
                    ? new Answer(
                        invokedAt, ticker.nanos(), answer.statusCode(), answer.body(), true)
                    : unanswered(invokedAt, ticker.nanos(), failure));
  }

  private static Answer unanswered(long invokedAt, long at, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean isUnsent =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    return new Answer(invokedAt, at, 0, words(cause), !isUnsent);
  }

  private static String words(@Nullable Throwable cause) {
    if (cause == null) {
      return "no answer";
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "connect timed out";
    }
    if (cause instanceof HttpTimeoutException) {
      return "timed out";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** Attempts under way are forgotten. */
  @Override
  public void close() {
    executor.shutdownNow();
    passage.close();
  }
}
