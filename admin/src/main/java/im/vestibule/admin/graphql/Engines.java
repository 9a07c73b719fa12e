package im.vestibule.admin.graphql;

import im.vestibule.admin.command.Commands;
import org.jspecify.annotations.Nullable;

/** The schemas, each made when an endpoint first needs it. */
public final class Engines {
    private final Commands commands;
    private @Nullable Engine admin;
    private @Nullable Engine user;

    public Engines(Commands commands) {
        this.commands = commands;
    }

    /** For the endpoints {@code admin} and {@code domain_admin}. */
    public synchronized Engine admin() {
        Engine made = admin == null ? Engine.admin(commands) : admin;
        admin = made;
        return made;
    }

    /** For the endpoint {@code user}. */
    public synchronized Engine user() {
        Engine made = user == null ? Engine.user(commands) : user;
        user = made;
        return made;
    }
}
