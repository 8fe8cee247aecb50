package org.tcserver.cli;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;

/**
 * Handles signals. The JDK has no supported API for this. Every version has {@code sun.misc.Signal}, used here by
 * reflection because the compiler warns about its name. Thread-safe.
 */
public final class Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private Signals() {}

    /**
     * Runs {@code action} on its own thread whenever the signal arrives, instead of the previous action.
     *
     * <p>A SIGHUP, SIGINT or SIGTERM that was ignored at program start stays ignored; {@code nohup}, for example,
     * ignores SIGHUP.
     *
     * @param name without {@code SIG}: {@code TERM}, {@code INT}, {@code HUP}, {@code USR1}, {@code USR2}
     * @throws IllegalArgumentException if the signal does not exist, or the JVM reserves it
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
