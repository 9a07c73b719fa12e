package im.vestibule.tls;

import im.vestibule.tls.TlsEngine.Step;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.SSLException;

/**
 * Makes the JDK's DHE suites use parameters of ours. JSSE has only one set for the whole JVM, which is read before the
 * first handshake; but it asks for a {@code DiffieHellman} key pair by the usual provider look-up, in the thread of the
 * handshake. So a provider in front of the others stands in during such handshakes, and passes on all else.
 */
final class EphemeralDh {
    private static final ScopedValue<DHParameterSpec> OURS = ScopedValue.newInstance();
    private static final Provider PROVIDER = new FrontProvider();

    private EphemeralDh() {}

    /** Puts the provider in front; later calls change nothing. */
    static void install() {
        Security.insertProviderAt(PROVIDER, 1);
    }

    static void with(DHParameterSpec parameters, Step step) throws SSLException {
        ScopedValue.where(OURS, parameters).<Void, SSLException>call(() -> {
            step.run();
            return null;
        });
    }

    private static final class FrontProvider extends Provider {
        private static final String SERVICE = "KeyPairGenerator";
        private static final String ALGORITHM = "DiffieHellman";

        FrontProvider() {
            super("VestibuleDh", "1", "DHE parameters of a listener's dhfile");
            putService(new Service(this, SERVICE, ALGORITHM, Generator.class.getName(), List.of(), Map.of()) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    try {
                        return new Generator(KeyPairGenerator.getInstance(ALGORITHM, "SunJCE"));
                    } catch (GeneralSecurityException e) {
                        throw new NoSuchAlgorithmException(e);
                    }
                }
            });
        }
    }

    private static final class Generator extends KeyPairGeneratorSpi {
        private final KeyPairGenerator jdk;

        Generator(KeyPairGenerator jdk) {
            this.jdk = jdk;
        }

        @Override
        public void initialize(int bits, SecureRandom random) {
            jdk.initialize(bits, random);
        }

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            jdk.initialize(OURS.isBound() ? OURS.get() : parameters, random);
        }

        @Override
        public KeyPair generateKeyPair() {
            return jdk.generateKeyPair();
        }
    }
}
