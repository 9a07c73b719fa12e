package im.vestibule.services.sasl;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** A security provider that counts the HMACs made while it is open, by algorithm, and has the JDK make them. */
final class CountingMacs extends Provider implements AutoCloseable {
    private final transient Map<String, Integer> made = new TreeMap<>();

    private CountingMacs() {
        super("CountingMacs", "1", "counts");
        for (String algorithm : new String[] {"HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512"}) {
            putService(new Service(this, "Mac", algorithm, Counting.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                    try {
                        return new Counting(made, Mac.getInstance(algorithm, "SunJCE"));
                    } catch (GeneralSecurityException e) {
                        throw new NoSuchAlgorithmException(e);
                    }
                }
            });
        }
    }

    static CountingMacs open() {
        CountingMacs provider = new CountingMacs();
        Security.insertProviderAt(provider, 1);
        return provider;
    }

    /** What was made since the last time. */
    Map<String, Integer> take() {
        Map<String, Integer> taken = Map.copyOf(made);
        made.clear();
        return taken;
    }

    @Override
    public void close() {
        Security.removeProvider(getName());
    }

    private static final class Counting extends MacSpi {
        private final Map<String, Integer> made;
        private final Mac mac;

        private Counting(Map<String, Integer> made, Mac mac) {
            this.made = made;
            this.mac = mac;
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec params)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            mac.init(key, params);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            made.merge(mac.getAlgorithm(), 1, Integer::sum);
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }
}
