package im.vestibule.services.rdbms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A connection over no network, so that nothing comes of a timeout for it. */
record Deaf(Connection inner) {
    Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(Deaf.class.getClassLoader(), new Class<?>[] {Connection.class}, this::call);
    }

    private @Nullable Object call(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "setNetworkTimeout" -> null;
            default -> {
                try {
                    yield method.invoke(inner, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        };
    }
}
