package im.vestibule.services.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.services.account.Hash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The other side of an exchange, written from the RFCs with what the JDK has. */
sealed interface Client {
    String first();

    String answer(String challenge);

    /** Whether this proves that the server knows the password, too. */
    boolean believes(String data);

    /** RFC 4616. */
    record PlainClient(String authzid, String user, String password) implements Client {
        @Override
        public String first() {
            return authzid + '\0' + user + '\0' + password;
        }

        @Override
        public String answer(String challenge) {
            throw new IllegalStateException("PLAIN has one message");
        }

        @Override
        public boolean believes(String data) {
            return data.isEmpty();
        }
    }

    /** A mechanism with one message, whose data with the success is kept. */
    record Saying(String first) implements Client {
        @Override
        public String answer(String challenge) {
            throw new IllegalStateException("there is one message");
        }

        @Override
        public boolean believes(String data) {
            return data.isEmpty();
        }
    }

    /** RFC 7628. */
    record BearerClient(String authzid, String token) implements Client {
        @Override
        public String first() {
            return "n," + (authzid.isEmpty() ? "" : "a=" + authzid)
                    + ",\u0001host=door.test\u0001port=5222\u0001auth=Bearer " + token + "\u0001\u0001";
        }

        @Override
        public String answer(String challenge) {
            return "\u0001";
        }

        @Override
        public boolean believes(String data) {
            return data.isEmpty();
        }
    }

    /** RFC 5802 §5. */
    final class ScramClient implements Client {
        private final String algorithm;
        private final String password;
        private final String header;
        private final byte[] binding;
        private final String bare;
        private String signature = "";

        /**
         * @param header gs2-header
         * @param binding what the channel is bound by
         */
        ScramClient(Hash hash, String user, String password, String nonce, String header, byte[] binding) {
            this.algorithm = hash.scram().replace("SCRAM-", "");
            this.password = password;
            this.header = header;
            this.binding = binding;
            this.bare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
        }

        @Override
        public String first() {
            return header + bare;
        }

        @Override
        public String answer(String challenge) {
            String[] attributes = challenge.split(",", -1);
            byte[] salt = Base64.getDecoder().decode(attributes[1].substring(2));
            int iterations = Integer.parseInt(attributes[2].substring(2));
            byte[] input = new byte[header.length() + binding.length];
            System.arraycopy(header.getBytes(UTF_8), 0, input, 0, header.length());
            System.arraycopy(binding, 0, input, header.length(), binding.length);
            String unproven = "c=" + encode(input) + "," + attributes[0];
            try {
                String mac = "Hmac" + algorithm.replace("-", "");
                byte[] salted = SecretKeyFactory.getInstance("PBKDF2With" + mac)
                        .generateSecret(new PBEKeySpec(
                                password.toCharArray(), salt, iterations, 8 * digest(new byte[0]).length))
                        .getEncoded();
                byte[] clientKey = hmac(mac, salted, "Client Key");
                String authMessage = bare + "," + challenge + "," + unproven;
                byte[] proof = hmac(mac, digest(clientKey), authMessage);
                for (int i = 0; i < proof.length; i++) {
                    proof[i] ^= clientKey[i];
                }
                signature = "v=" + encode(hmac(mac, hmac(mac, salted, "Server Key"), authMessage));
                return unproven + ",p=" + encode(proof);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private byte[] digest(byte[] data) throws GeneralSecurityException {
            return MessageDigest.getInstance(algorithm).digest(data);
        }

        private static byte[] hmac(String algorithm, byte[] key, String data) throws GeneralSecurityException {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(data.getBytes(UTF_8));
        }

        private static String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        public boolean believes(String data) {
            return data.equals(signature);
        }
    }
}
