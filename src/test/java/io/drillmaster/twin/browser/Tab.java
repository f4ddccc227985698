package io.drillmaster.twin.browser;

import io.drillmaster.time.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One tab: a page whose script can be called, and whose WebSockets are overheard. */
public final class Tab {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration LOAD_BOUND = Duration.ofSeconds(20);
  private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");

  private final DevTools tools;
  private final String id;
  private final List<Step> steps = new CopyOnWriteArrayList<>();

  /** The socket opened last, and its address; on the DevTools thread only. */
  private String current = "";

  private String url = "";

  /** What happened on a WebSocket of the page, as the browser saw it. */
  public enum Kind {
    OPENING,
    UPGRADED,
    SENT,
    RECEIVED,
    ENDED
  }

  /**
   * One thing that happened on a WebSocket of the page.
   *
   * @param seconds on the browser's monotonic clock
   * @param text URL when opening, the frame when sent or received, else empty
   */
  public record Step(Kind kind, double seconds, String text) {

    /** The JSON-RPC method of the frame; empty when it has none. */
    public String method() {
      Matcher method = METHOD.matcher(text);
      return method.find() ? method.group(1) : "";
    }
  }

  private Tab(DevTools tools, String id) {
    this.tools = tools;
    this.id = id;
  }

  static Tab opened(DevTools tools, String id, URI page) throws InterruptedException {
    Tab tab = new Tab(tools, id);
    tools.listen(id, tab::heard);
    tools.call(id, "Network.enable", DevTools.JSON.createObjectNode());
    ObjectNode url = DevTools.JSON.createObjectNode();
    tools.call(id, "Page.navigate", url.put("url", page.toString()));
    if (!Pause.until(tab::isLoaded, LOOK_EVERY, LOAD_BOUND)) {
      throw new IllegalStateException(page + " was not loaded within " + LOAD_BOUND);
    }
    return tab;
  }

  private boolean isLoaded() {
    try {
      return evaluate("document.readyState === 'complete' && 'user' in window").asBoolean();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * The value of an expression of the page; of a promise, what it settles to.
   *
   * @throws IllegalStateException when the page throws or rejects
   */
  public JsonNode evaluate(String expression) throws InterruptedException {
    ObjectNode params = DevTools.JSON.createObjectNode();
    params.put("expression", expression).put("awaitPromise", true).put("returnByValue", true);
    params.put("userGesture", true);
    JsonNode answer;
    try {
      answer = tools.call(id, "Runtime.evaluate", params);
    } catch (IllegalStateException silent) {
      throw new IllegalStateException(expression + " did not settle after " + steps, silent);
    }
    if (answer.has("exceptionDetails")) {
      JsonNode thrown = answer.get("exceptionDetails");
      throw new IllegalStateException(expression + " failed: " + thrown);
    }
    JsonNode value = answer.get("result").get("value");
    return value == null ? DevTools.JSON.nullNode() : value;
  }

  /** Everything that happened on its WebSockets so far, oldest first. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private void heard(JsonNode event) {
    JsonNode params = event.get("params");
    switch (event.get("method").asString()) {
      case "Network.webSocketCreated" -> {
        current = params.get("requestId").asString();
        url = params.get("url").asString();
      }
      case "Network.webSocketWillSendHandshakeRequest" -> step(Kind.OPENING, params, url);
      case "Network.webSocketHandshakeResponseReceived" -> step(Kind.UPGRADED, params, "");
      case "Network.webSocketFrameSent" -> step(Kind.SENT, params, frame(params));
      case "Network.webSocketFrameReceived" -> step(Kind.RECEIVED, params, frame(params));
      case "Network.webSocketClosed" -> {
        // A socket that the page has given up ends some time later; that is no step of the page.
        if (params.get("requestId").asString().equals(current)) {
          step(Kind.ENDED, params, "");
        }
      }
      default -> {
        // nothing about a WebSocket
      }
    }
  }

  private static String frame(JsonNode params) {
    return params.get("response").get("payloadData").asString();
  }

  private void step(Kind kind, JsonNode params, String text) {
    steps.add(new Step(kind, params.get("timestamp").asDouble(), text));
  }
}
