package im.vestibule.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Standard error as the log sees it: what cannot be written, as to a full disk, is gone and counted, and whoever has something
 * to log goes on. Every array is a line. Never closed, as it is the process's own.
 */
final class Stderr extends OutputStream {
    private static final LongAdder LOST = new LongAdder();

    private final OutputStream out;

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
            out.write(line, from, length);
        } catch (IOException _) {
            LOST.increment();
        }
    }
}
