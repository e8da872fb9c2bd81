package io.cloudtik.launcher;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns Ctrl-C, a hang-up or a termination into an interrupt of the thread that runs the command, which then has a short
 * while to come to an end. A second signal ends the process at once; a shutdown hook could not hear it.
 */
final class Interruption {

    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
    private static final int GRACE_SECONDS = 10;

    private final Thread command;
    private final PrintStream terminal;
    private final AtomicInteger exitCode = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption(Thread command, PrintStream terminal) {
        this.command = command;
        this.terminal = terminal;
    }

    static Interruption of(Thread command, PrintStream terminal) {
        Interruption interruption = new Interruption(command, terminal);
        SIGNALS.forEach((name, number) -> handle(name, () -> interruption.received(128 + number)));
        return interruption;
    }

    /** The exit code of a command that ended with this one by itself. */
    int exitCode(int own) {
        over.countDown();
        int bySignal = exitCode.get();
        return bySignal == 0 ? own : bySignal;
    }

    private void received(int code) {
        if (!exitCode.compareAndSet(0, code)) {
            Runtime.getRuntime().halt(code);
        }
        command.interrupt();
        Thread watch = new Thread(() -> endAfterGrace(code), "cloudtik-interruption");
        watch.setDaemon(true);
        watch.start();
    }

    private void endAfterGrace(int code) {
        try {
            if (over.await(1, TimeUnit.SECONDS)) {
                return;
            }
            terminal.println();
            terminal.println("ending in order; a second Ctrl-C ends at once");
            if (!over.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                terminal.println("it did not end within " + GRACE_SECONDS + " s; left as it is");
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** sun.misc.Signal has no successor; by reflection, since the compiler warns of it without a way to say we know. */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return objectMethod(self, method, arguments);
            });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // The JVM keeps this signal to itself (-Xrs), or the system does not know it: its default stays.
            org.slf4j.LoggerFactory.getLogger(Interruption.class).debug("signal {} is not handled", name, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals", e);
        }
    }

    private static Object objectMethod(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> "signal handler";
        };
    }
}
