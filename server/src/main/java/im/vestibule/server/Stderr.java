package im.vestibule.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Standard error as the log sees it: what cannot be written, as to a full disk, is gone and counted, and whoever has something
 * to log goes on. Every array is a line, and begins one even where the last was cut short. Never closed, as it is the process's own.
 */
final class Stderr extends OutputStream {
    private static final LongAdder LOST = new LongAdder();

    private final OutputStream out;

    /** Whether the last line may be there in part. */
    private boolean torn;

    Stderr() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    Stderr(OutputStream out) {
        this.out = out;
    }

    /** Lines that this process could not write. */
    static long lost() {
        return LOST.sum();
    }

    @Override
    public void write(int character) {
        write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public void write(byte[] line, int from, int length) {
        try {
            if (torn) {
                out.write(apart(line, from, length));
            } else {
                out.write(line, from, length);
            }
            torn = false;
        } catch (IOException _) {
            torn = true;
            LOST.increment();
        }
    }

    private static byte[] apart(byte[] line, int from, int length) {
        byte[] apart = new byte[length + 1];
        apart[0] = '\n';
        System.arraycopy(line, from, apart, 1, length);
        return apart;
    }
}
