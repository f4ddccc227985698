package io.drillmaster.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT and SIGTERM into calls. The JVM's own shutdown hooks cannot tell a first Ctrl-C from
 * a second one, so this uses the signal API of jdk.unsupported, by reflection because the compiler
 * warns of any direct use.
 */
final class Interrupts {

  private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

  private Interrupts() {}

  /**
   * Installs the handlers; where the JVM refuses, signals keep their usual meaning.
   *
   * @param first called on the first signal with its name
   * @param again called on every later one
   */
  static void install(Consumer<String> first, Runnable again) {
    AtomicInteger count = new AtomicInteger();
    Consumer<String> onSignal =
        name -> {
          if (count.getAndIncrement() == 0) {
            first.accept(name);
          } else {
            again.run();
          }
        };
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        handle(name, () -> onSignal.accept("SIG" + name));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        LOG.debug("signal {} keeps its usual meaning", name, e);
      }
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            Interrupts.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              if (method.getName().equals("handle")) {
                action.run();
              }
              return method.getReturnType() == int.class
                  ? Integer.valueOf(System.identityHashCode(self))
                  : null;
            });
    Method install = signal.getMethod("handle", signal, handler);
    try {
      install.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw e;
    }
  }
}
