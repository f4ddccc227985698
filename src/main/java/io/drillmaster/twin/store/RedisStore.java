package io.drillmaster.twin.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The store on a real Redis: each command is one Lua script. One connection, pipelined. While the
 * server is away commands fail at once; they are never queued, because a renewal or creation that
 * takes effect long after it was asked is worth nothing. Thread-safe.
 */
public final class RedisStore implements Store {

  private static final RedisScripts SCRIPTS = new RedisScripts();
  private static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(2);

  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final Map<String, String> digests = new HashMap<>();
  private volatile @Nullable Long fixedNowMillis;

  private RedisStore(
      ClientResources resources,
      RedisClient client,
      StatefulRedisConnection<String, String> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @throws io.lettuce.core.RedisException when the server cannot be reached or refuses the
   *     password
   */
  public static RedisStore connect(StoreAddress address) {
    ClientResources resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(from(address.source()))
            .build();
    RedisURI uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withPassword(address.password().toCharArray())
            .withTimeout(address.timeout())
            .build();
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(address.timeout()))
            .socketOptions(
                SocketOptions.builder().connectTimeout(address.timeout()).tcpNoDelay(true).build())
            .build());
    try {
      RedisStore store = new RedisStore(resources, client, client.connect(StringCodec.UTF8));
      store.teach();
      return store;
    } catch (RuntimeException e) {
      shutdown(client, resources);
      throw e;
    }
  }

  private static NettyCustomizer from(String source) {
    return new NettyCustomizer() {
      @Override
      public void afterBootstrapInitialized(Bootstrap bootstrap) {
        if (!source.isEmpty()) {
          bootstrap.localAddress(source, 0);
        }
      }
    };
  }

  /**
   * Loads every script before the first command, so that pipelined commands run in the order given.
   * After a restart of the server a command whose script is taught again may be overtaken.
   */
  private void teach() {
    for (String name : SCRIPTS.names()) {
      digests.put(name, connection.sync().scriptLoad(SCRIPTS.source(name)));
    }
  }

  /** Replaces Redis TIME in the scripts; for tests that compare with a model. */
  void fixTime(long nowMillis) {
    fixedNowMillis = nowMillis;
  }

  @Override
  public <A extends StoreAnswer> CompletionStage<A> run(StoreCommand<A> command) {
    RedisCall call = RedisCall.of(command);
    @SuppressWarnings("unchecked") // RedisCall pairs each command with its own answer
    CompletionStage<A> answer = (CompletionStage<A>) evaluate(call).thenApply(call.reader());
    return answer;
  }

  private CompletionStage<List<String>> evaluate(RedisCall call) {
    String[] arguments = arguments(call);
    String source = SCRIPTS.source(call.script());
    String digest = digests.get(call.script());
    CompletionStage<List<String>> answer =
        connection
            .async()
            .<List<String>>evalsha(digest, ScriptOutputType.MULTI, new String[0], arguments);
    return answer
        .handle((list, failure) -> outcome(list, failure, source, arguments))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<List<String>> outcome(
      @Nullable List<String> list, @Nullable Throwable failure, String source, String[] arguments) {
    if (failure == null) {
      return CompletableFuture.completedFuture(list == null ? List.of() : list);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RedisNoScriptException) {
      // A restarted server does not know the script any more; EVAL teaches it.
      return connection.async().eval(source, ScriptOutputType.MULTI, new String[0], arguments);
    }
    return CompletableFuture.failedFuture(failure);
  }

  private String[] arguments(RedisCall call) {
    Long fixed = fixedNowMillis;
    List<String> arguments = new ArrayList<>(call.arguments().size() + 1);
    arguments.add(fixed == null ? "" : Long.toString(fixed));
    arguments.addAll(call.arguments());
    return arguments.toArray(new String[0]);
  }

  /** All keys of the store, for the check that nothing is left. */
  public CompletionStage<List<String>> keys() {
    return connection.async().keys("*");
  }

  /** How long each of these keys lives yet, in milliseconds; negative = for ever. */
  public CompletionStage<List<Long>> lifetimes(List<String> keys) {
    List<CompletableFuture<Long>> answers =
        keys.stream().map(key -> connection.async().pttl(key).toCompletableFuture()).toList();
    return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
        .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
  }

  /** Writes the contents to {@link RedisProcess#SAVED} in its folder. */
  public CompletionStage<String> save() {
    return connection.async().save();
  }

  /** Deletes a key as if it had expired; for tests. */
  CompletionStage<Long> drop(String key) {
    return connection.async().del(key);
  }

  /** Empties the store as a restart without persistence does; for tests. */
  CompletionStage<String> empty() {
    return connection.async().flushall();
  }

  @Override
  public void close() {
    connection.close();
    shutdown(client, resources);
  }

  private static void shutdown(RedisClient client, ClientResources resources) {
    client.shutdown(Duration.ZERO, SHUTDOWN_BOUND);
    resources
        .shutdown(0, SHUTDOWN_BOUND.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_BOUND.toMillis());
  }
}
