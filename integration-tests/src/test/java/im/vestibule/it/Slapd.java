package im.vestibule.it;

import static im.vestibule.it.Patience.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OpenLDAP's server in a process of its own, with people whose passwords are those of a {@link Site}. */
final class Slapd implements AutoCloseable {
    static final String BASE = "ou=people,dc=door,dc=test";

    /** Who may search; nobody else may. */
    static final String SEARCHER = "cn=searcher,dc=door,dc=test";

    static final String PASSWORD = "searcher-secret";

    private final Path directory;
    private final X509Bundle certificate;
    private final int port = Ports.free();
    private final int securePort = Ports.free();
    private Process process;

    @SuppressWarnings("NullAway.Init") // Until it is started there is none.
    private Slapd(Path directory) throws IOException {
        this.directory = directory;
        certificate = certificate();
    }

    /**
     * Returns once it listens.
     *
     * @param directory an empty one
     * @param entries in LDIF, besides the base
     */
    static Slapd start(Path directory, String entries) throws IOException, InterruptedException {
        Slapd slapd = new Slapd(directory);
        Files.createDirectory(directory.resolve("data"));
        Files.writeString(slapd.file("slapd.conf"), configuration(directory));
        Files.writeString(slapd.file("slapd.pem"), slapd.certificate.getCertificatePEM());
        Files.writeString(slapd.file("slapd.key"), slapd.certificate.getPrivateKeyPEM());
        Files.writeString(slapd.file("authority.pem"), slapd.certificate.getCertificatePEM());
        Files.writeString(slapd.file("people.ldif"), """
                dn: dc=door,dc=test
                objectClass: domain
                dc: door

                dn: %s
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: searcher
                userPassword: %s

                dn: %s
                objectClass: organizationalUnit
                ou: people

                %s
                """.formatted(SEARCHER, PASSWORD, BASE, entries));
        run(slapd.process("slapadd", "-q", "-f", "slapd.conf", "-l", "people.ldif"));
        slapd.start();
        return slapd;
    }

    private static String configuration(Path directory) {
        return """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile %1$s/slapd.pid
            TLSCertificateFile %1$s/slapd.pem
            TLSCertificateKeyFile %1$s/slapd.key
            database mdb
            suffix "dc=door,dc=test"
            directory %1$s/data
            index uid eq
            access to attrs=userPassword by anonymous auth by * none
            access to * by dn.base="cn=searcher,dc=door,dc=test" read by * none
            """.formatted(directory);
    }

    /** Somebody, in LDIF. */
    static String person(String name) {
        return """
                dn: uid=%1$s,%2$s
                objectClass: inetOrgPerson
                uid: %1$s
                cn: %1$s
                sn: %1$s
                mail: %1$s@door.test
                userPassword: %1$s-secret

                """.formatted(name, BASE);
    }

    private static X509Bundle certificate() {
        try {
            return new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    // Its TLS cannot read keys of curves as the JDK writes them.
                    .rsa2048()
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private ProcessBuilder process(String program, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(Programs.find(program).orElseThrow().toString());
        builder.command().addAll(List.of(arguments));
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(file("slapd.log").toFile()));
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(builder.command() + " failed");
        }
    }

    /** Starts it again after {@link #kill}. */
    void start() throws IOException {
        String addresses = "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + securePort;
        process =
                process("slapd", "-h", addresses, "-f", "slapd.conf", "-d", "0").start();
        await().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(file("slapd.log")));
            }
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    int port() {
        return port;
    }

    /** Where TLS begins with the first byte. */
    int securePort() {
        return securePort;
    }

    /** PEM with the one authority that vouches for it, as {@code localhost}. */
    Path authority() {
        return file("authority.pem");
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Connections stay, and new ones are taken by the kernel, but nobody answers. */
    void pause() throws IOException, InterruptedException {
        run(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())));
    }

    void resume() throws IOException, InterruptedException {
        run(new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
