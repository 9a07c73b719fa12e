package im.vestibule.services.rdbms;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why a database did not do what it was asked for, in words for a log: nothing of the statement, its parameters or a
 * password is in them.
 *
 * @param outage whether all calls would meet it, rather than this statement
 */
record Reason(boolean outage, String text) {
    /** Connections, who may make them, resources, shutdowns and cancelled statements: classes of SQLSTATE. */
    private static final Set<String> CLASSES = Set.of("08", "28", "3D", "53", "57", "58", "70");

    /** No such table, no such column. */
    private static final Set<String> STATES = Set.of("42P01", "42703", "42S02", "42S22");

    /** MySQL: no access to the database, none of this name, no more connections, a blocked host, a time that is over. */
    private static final Set<Integer> CODES = Set.of(1040, 1044, 1049, 1129, 1130, 1203, 1226, 1820, 3024);

    private static final int LONGEST = 200;

    static Reason of(SQLException fault) {
        String state = String.valueOf(fault.getSQLState());
        Optional<IOException> io = io(fault);
        if (io.isPresent()) {
            return new Reason(true, text(io.get()));
        }
        boolean outage = CLASSES.contains(state.substring(0, Math.min(2, state.length())))
                || STATES.contains(state)
                || CODES.contains(fault.getErrorCode());
        // Other messages quote what they are about.
        return new Reason(outage, outage ? oneLine(message(fault)) : "the database refuses: SQLSTATE " + state);
    }

    private static Optional<IOException> io(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }

    private static String text(IOException io) {
        return switch (io) {
            case SocketTimeoutException _ -> "no answer in time";
            case UnknownHostException unknown -> "there is no host " + oneLine(unknown.getMessage());
            case SSLException tls -> "TLS: " + oneLine(tls.getMessage());
            case IOException _ when io.getMessage() == null -> "the connection broke";
            case IOException other -> oneLine(other.getMessage());
        };
    }

    private static String message(SQLException fault) {
        if (fault instanceof PSQLException pg) {
            ServerErrorMessage server = pg.getServerErrorMessage();
            return String.valueOf(server == null ? pg.getMessage() : server.getMessage());
        }
        // The number of the connection means nothing to whoever reads it.
        return String.valueOf(fault.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    private static String oneLine(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
