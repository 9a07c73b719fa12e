package im.vestibule.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK has no other way than {@code sun.misc.Signal}, and javac no way to silence its
 * warning about that class: hence by name.
 */
final class Signals {
    private Signals() {}

    /**
     * Has this done whenever the signal arrives, on a thread of its own, in place of what the JVM would do.
     *
     * @param name such as {@code TERM}
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM takes no signals", e);
        }
    }

    /** Sends one to this process. */
    static void raise(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            signal.getMethod("raise", signal)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no signals", e);
        }
    }
}
