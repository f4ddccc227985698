package io.drillmaster.cli.notify;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts notices to a webhook, in order, one after the other, and never holds up the run: what
 * cannot be delivered is counted, and told at the end. The address is a secret and stands in
 * nothing that this class says.
 */
public final class Notifier implements AutoCloseable {

  /** An attempt may take so long; there are two for each notice. */
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private static final Duration LAST_ONES = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ATTEMPT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI address;
  private final List<String> failures = new ArrayList<>();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private int sent;

  /** A notifier of this webhook. */
  public Notifier(URI address) {
    this.address = address;
  }

  /**
   * The address that a text is.
   *
   * @throws IllegalArgumentException when it is none; the text is not repeated
   */
  public static URI address(String text) {
    try {
      URI address = URI.create(text);
      boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (isWeb && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException unreadable) {
      // Its message has the address in it.
    }
    throw new IllegalArgumentException(
        "is no address of a webhook; give one like https://hooks.example.com/drills");
  }

  /** Sends it when those before it are sent; returns at once. */
  public synchronized void tell(Notice notice) {
    sent++;
    String body = NoticeCodec.write(notice);
    last =
        last.thenCompose(before -> attempt(body))
            .thenCompose(why -> why.isEmpty() ? done("") : attempt(body))
            .thenAccept(this::ended);
  }

  private static CompletableFuture<String> done(String why) {
    return CompletableFuture.completedFuture(why);
  }

  /** Why it was not taken; empty = it was. */
  private CompletableFuture<String> attempt(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(ATTEMPT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null ? refusal(answer) : words(failure));
  }

  private static String refusal(HttpResponse<?> answer) {
    boolean isTaken = answer.statusCode() / 100 == 2;
    return isTaken ? "" : "status " + answer.statusCode();
  }

  /** Messages may repeat the address; kinds of failure do not. */
  private static String words(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? "no answer" : cause.getClass().getSimpleName();
  }

  private synchronized void ended(String why) {
    if (!why.isEmpty()) {
      failures.add(why);
    }
  }

  /** Waits a little for the last ones; what could not be delivered, in words; empty = nothing. */
  public String finish() {
    CompletableFuture<?> end;
    synchronized (this) {
      end = last;
    }
    try {
      end.get(LAST_ONES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException slow) {
      ended("no answer in time");
    } catch (java.util.concurrent.ExecutionException failure) {
      ended(words(failure));
    }
    synchronized (this) {
      return failures.isEmpty()
          ? ""
          : "%d of %d notices were not delivered: %s"
              .formatted(failures.size(), sent, failures.get(0));
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      last.cancel(true);
    }
  }
}
