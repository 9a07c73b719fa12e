package im.vestibule.server;

import im.vestibule.core.Transport;
import io.netty.handler.ssl.OpenSsl;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Says what this is and what it can use on this machine. */
@CommandLine.Command(
        name = "version",
        description = "Prints version, JDK, and the transports and TLS engines that load here.")
final class Version implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println("vestibule " + Build.VERSION);
        System.out.println("jdk       " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        for (Transport transport : Transport.values()) {
            System.out.println("transport " + transport + ": "
                    + transport.missing().map(Throwable::getMessage).orElse("yes"));
        }
        System.out.println("tls       fast_tls: "
                + (OpenSsl.isAvailable()
                        ? OpenSsl.versionString()
                        : String.valueOf(OpenSsl.unavailabilityCause().getMessage())));
        System.out.println("tls       just_tls: yes");
        return Exit.OK;
    }
}
