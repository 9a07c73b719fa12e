package im.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.load.Mechanism;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.ScramKeys;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a login by SCRAM costs the server beyond reading and writing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScramBenchmark {
    private static final String SALT = "c2FsdC1vZi1hbGwtYWNjb3VudHM=";
    private static final int ITERATIONS = 4096;
    private static final String MESSAGE = "n=romeo,r=3f1c8e529d3a4f6e,r=3f1c8e529d3a4f6eQb7Xv0Yq2LkWm5Rz8TnC,s=" + SALT
            + ",i=4096,c=biws,r=3f1c8e529d3a4f6eQb7Xv0Yq2LkWm5Rz8TnC";

    /** As the mechanisms are called after {@code SCRAM-}. */
    @Param({"SHA-1", "SHA-256", "SHA-512"})
    public String digest = "SHA-1";

    private Hash hash = Hash.SHA;
    private ScramKeys keys = new ScramKeys(1, new byte[1], new byte[1], new byte[1]);
    private byte[] proof = {};

    /** A client's proof that is right. */
    @Setup
    public void prove() {
        hash = digest.equals("SHA-1") ? Hash.SHA : Hash.valueOf(digest.replace("-", ""));
        var client = im.vestibule.load.ScramKeys.of(
                Mechanism.valueOf("SCRAM_" + digest.replace('-', '_').toUpperCase(Locale.ROOT)),
                "secret",
                SALT,
                ITERATIONS);
        Base64.Decoder decoder = Base64.getDecoder();
        keys = new ScramKeys(
                ITERATIONS,
                decoder.decode(SALT),
                decoder.decode(client.storedKey()),
                decoder.decode(client.serverKey()));
        proof = client.proof(MESSAGE.getBytes(UTF_8));
        if (!check()) {
            throw new IllegalStateException("the proof is right");
        }
    }

    /** Whether the client knows the password. */
    @Benchmark
    public boolean check() {
        return hash.proves(proof, keys, MESSAGE);
    }

    /** That the server does. */
    @Benchmark
    public byte[] sign() {
        return hash.signature(keys, MESSAGE);
    }
}
