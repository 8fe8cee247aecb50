package org.tcserver.cli;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;

/**
 * Heeds signals. The JDK has no supported way to; {@code sun.misc.Signal} is there on every version, and is reached by
 * reflection because the compiler warns of its name. Thread-safe.
 */
public final class Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private Signals() {}

    /**
     * Runs {@code action} on a thread of its own whenever the signal arrives, instead of what it did before.
     *
     * <p>A SIGHUP, SIGINT or SIGTERM that was ignored when the program started, as SIGHUP by {@code nohup}, stays ignored.
     *
     * @param name without {@code SIG}: {@code TERM}, {@code INT}, {@code HUP}, {@code USR1}, {@code USR2}
     * @throws IllegalArgumentException if there is no such signal, or the JVM keeps it to itself
     */
    public static void on(String name, Runnable action) {
        try {
            var signal = Class.forName(SIGNAL);
            var handler = Class.forName(HANDLER);
            var run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            var heeding = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), heeding);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("SIG" + name + " cannot be handled", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no signals without module jdk.unsupported", e);
        }
    }
}
