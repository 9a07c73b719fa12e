package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL. */
public final class Postgres extends DatabaseServer {
    private final Path data = directory().resolve("data");

    public Postgres() throws IOException, InterruptedException {
        super("postgres");
        Path password = file("password", PASSWORD);
        run(
                program("initdb"),
                "--pgdata=" + data,
                "--username=" + NAME,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "hostssl all " + SEALED + " 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\n"
                        + "host all all 127.0.0.1/32 scram-sha-256\n");
        String single = "echo 'CREATE DATABASE " + NAME + "' | \"$0\" --single -D \"$1\" postgres";
        run("sh", "-c", single, program("postgres"), data.toString());
    }

    private static String program(String name) {
        return Programs.find(name).orElseThrow().toString();
    }

    @Override
    public String driver() {
        return "pgsql";
    }

    @Override
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?sslmode=disable";
    }

    @Override
    String lock() {
        return "LOCK TABLE users IN ACCESS EXCLUSIVE MODE";
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                program("postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        options().forEach(option -> command.addAll(List.of("-c", option)));
        return command;
    }
}
