package im.vestibule.admin.graphql;

import im.vestibule.admin.command.Commands;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The schemas, which take some tenths of a second of a start: made ahead by {@link #prepare}, or else by the first question. */
public final class Engines {
    private final Made admin;
    private final Made user;

    public Engines(Commands commands) {
        admin = new Made(() -> Engine.admin(commands));
        user = new Made(() -> Engine.user(commands));
    }

    /** For the endpoints {@code admin} and {@code domain_admin}. May have to wait. */
    public Supplier<Engine> admin() {
        return admin.wanted();
    }

    /** For the endpoint {@code user}. May have to wait. */
    public Supplier<Engine> user() {
        return user.wanted();
    }

    /** Makes what any endpoint may be asked for, and waits for it. */
    public void prepare() {
        admin.prepare();
        user.prepare();
    }

    /** One of them, made once. */
    private static final class Made implements Supplier<Engine> {
        private final Supplier<Engine> maker;
        private volatile boolean wanted;
        private volatile @Nullable Engine made;

        private Made(Supplier<Engine> maker) {
            this.maker = maker;
        }

        private Supplier<Engine> wanted() {
            wanted = true;
            return this;
        }

        private void prepare() {
            if (wanted) {
                Engine _ = get();
            }
        }

        @Override
        public Engine get() {
            Engine ready = made;
            return ready == null ? make() : ready;
        }

        private synchronized Engine make() {
            Engine ready = made == null ? maker.get() : made;
            made = ready;
            return ready;
        }
    }
}
