package io.drillmaster.history;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The accessor of a record component as functions that the compiler can inline; a method handle
 * that is no constant cannot be, and a recorder calls ten of them for every event.
 *
 * @param value any component, boxed where it is primitive
 * @param number a component of type long; of any other it throws
 */
record Accessors(Function<Object, Object> value, ToLongFunction<Object> number) {

  /** The accessor of a component of a record in this package. */
  static Accessors of(RecordComponent component) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle accessor = lookup.unreflect(component.getAccessor());
      return new Accessors(
          value(lookup, accessor),
          component.getType() == long.class ? number(lookup, accessor) : notLong(component));
    } catch (Throwable e) {
      throw new IllegalStateException("record component " + component + " cannot be read", e);
    }
  }

  @SuppressWarnings("unchecked") // the factory makes what its first type says
  private static Function<Object, Object> value(MethodHandles.Lookup lookup, MethodHandle accessor)
      throws Throwable {
    MethodType boxed = accessor.type().changeReturnType(accessor.type().wrap().returnType());
    return (Function<Object, Object>)
        LambdaMetafactory.metafactory(
                lookup,
                "apply",
                MethodType.methodType(Function.class),
                MethodType.methodType(Object.class, Object.class),
                accessor,
                boxed)
            .getTarget()
            .invoke();
  }

  @SuppressWarnings("unchecked") // the factory makes what its first type says
  private static ToLongFunction<Object> number(MethodHandles.Lookup lookup, MethodHandle accessor)
      throws Throwable {
    return (ToLongFunction<Object>)
        LambdaMetafactory.metafactory(
                lookup,
                "applyAsLong",
                MethodType.methodType(ToLongFunction.class),
                MethodType.methodType(long.class, Object.class),
                accessor,
                accessor.type())
            .getTarget()
            .invoke();
  }

  private static ToLongFunction<Object> notLong(RecordComponent component) {
    return record -> {
      throw new IllegalStateException(component + " is no long");
    };
  }
}
