package io.drillmaster.simulations.gatling;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import org.slf4j.LoggerFactory;

/**
 * One step of ours in Gatling's chain. Nothing escapes from it: a user whose step failed goes on,
 * marked as failed, as Gatling's own do (its traits cannot be implemented in Java).
 */
final class Step implements Action {

  /** What the step does; it makes sure that the chain goes on, now or later. */
  @FunctionalInterface
  interface Deed {
    void perform(Session session, Action next);
  }

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Step.class);

  private final String name;
  private final Action next;
  private final Deed deed;

  Step(String name, Action next, Deed deed) {
    this.name = name;
    this.next = next;
    this.deed = deed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void execute(Session session) {
    try {
      deed.perform(session, next);
    } catch (RuntimeException failed) {
      LOG.error("{} failed: {}", name, failed.toString());
      next.$bang(session.markAsFailed());
    }
  }

  @Override
  public Logger logger() {
    return Logger$.MODULE$.apply(LOG);
  }

  @Override
  @SuppressWarnings("checkstyle:MethodName") // the setter of a Scala trait's field
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger ignored) {
    // the logger is ours
  }
}
