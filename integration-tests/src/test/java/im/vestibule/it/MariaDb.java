package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB, which speaks MySQL's protocol. */
public final class MariaDb extends DatabaseServer {
    private final Path data = directory().resolve("data");
    private final Path first;

    public MariaDb() throws IOException, InterruptedException {
        super("mysql");
        run(
                Programs.find("mariadb-install-db").orElseThrow().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        first = file(
                "first.sql",
                "CREATE DATABASE IF NOT EXISTS " + NAME + ";\n"
                        + "CREATE USER IF NOT EXISTS '" + NAME + "'@'%' IDENTIFIED BY '" + PASSWORD + "';\n"
                        + "GRANT ALL ON *.* TO '" + NAME + "'@'%' WITH GRANT OPTION;\n");
    }

    @Override
    public String driver() {
        return "mysql";
    }

    @Override
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    String lock() {
        return "LOCK TABLES users WRITE";
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Programs.find("mariadbd").orElseThrow().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                "--socket=" + directory().resolve("socket"),
                "--pid-file=" + directory().resolve("pid"),
                "--init-file=" + first));
        options().forEach(option -> command.add("--" + option));
        return command;
    }
}
