package io.drillmaster.twin.browser;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A connection to a browser's DevTools protocol; events are heard on the library's thread. */
final class DevTools extends WebSocketClient {

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** Longer than anything a page is asked to wait for. */
  private static final long ANSWER_SECONDS_MAX = 15;

  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  DevTools(URI address) {
    super(address);
    setConnectionLostTimeout(0);
    setDaemon(true);
  }

  /** Events of that tab go there. */
  void listen(String tab, Consumer<JsonNode> listener) {
    listeners.put(tab, listener);
  }

  /** Calls a method, of the browser for an empty tab; gives the result. */
  JsonNode call(String tab, String method, ObjectNode params) throws InterruptedException {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode request = JSON.createObjectNode();
    request.put("id", id).put("method", method);
    request.set("params", params);
    if (!tab.isEmpty()) {
      request.put("sessionId", tab);
    }
    send(request.toString());
    try {
      return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException failed) {
      throw new IllegalStateException(method + " was not answered: " + failed, failed);
    }
  }

  @Override
  public void onMessage(String text) {
    JsonNode message = JSON.readTree(text);
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = pending.remove(message.get("id").asInt());
      if (message.has("error")) {
        answer.completeExceptionally(new IllegalStateException(message.get("error").toString()));
      } else {
        answer.complete(message.get("result"));
      }
    } else if (message.has("sessionId")) {
      listeners.getOrDefault(message.get("sessionId").asString(), ignored -> {}).accept(message);
    }
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    IllegalStateException ended = new IllegalStateException("the browser has ended: " + reason);
    pending.values().forEach(answer -> answer.completeExceptionally(ended));
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    // calls may be made now; connectBlocking has returned
  }

  @Override
  public void onError(Exception cause) {
    pending.values().forEach(answer -> answer.completeExceptionally(cause));
  }
}
