package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A client's way to a server, which carries the elements of a stream and breaks in every way that such ways do. */
abstract class Link implements Closeable {
    static final int CONNECT_MS = 5_000;
    /** For each step until the stream is up: then {@link Roamer} minds the time. */
    static final int STEP_MS = 10_000;

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean hole;
    private volatile boolean stuck;

    Link(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(STEP_MS);
    }

    /** How a line breaks. */
    enum Cut {
        /** Both sides are told, by RST. */
        RESET,
        /** Both sides are told, by FIN. */
        CLOSE,
        /** By RST, in the middle of a stanza. */
        HALF,
        /** Nobody is told: nothing gets through any more. */
        HOLE,
        /** The same, and nothing is taken from the line: the server fills it up. */
        STUCK
    }

    static Link open(Way way) throws IOException {
        Socket socket = new Socket();
        try {
            // Less than the system's choice, so that lines fill up.
            socket.setReceiveBufferSize(BUFFER);
            socket.connect(way.address(), CONNECT_MS);
            return way.path().isEmpty() ? new TcpLink(socket) : new WebLink(socket, way.path());
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Begins a stream; returns its features. */
    abstract String greet(String domain) throws IOException;

    /** What this way sends for an element that declares no content namespace. */
    abstract byte[] bytes(String element);

    abstract String goodbye();

    /**
     * The next element of the stream. To be called by one thread at a time.
     *
     * @throws IOException if the line breaks or the stream ends
     */
    abstract String next() throws IOException;

    final String hear() throws IOException {
        String element = next();
        while (hole) {
            if (stuck) {
                rest();
            }
            element = next();
        }
        return element;
    }

    /** Until this is closed, and {@link #next} fails. */
    private void rest() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.toString());
        }
    }

    /** To be called by one thread at a time. */
    final void say(String element) throws IOException {
        send(bytes(element));
    }

    final void send(byte[] bytes) throws IOException {
        if (!hole) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** Whether something gets through, as far as it was not cut by {@link #cut}. */
    final boolean isWhole() {
        return !hole;
    }

    /** Says goodbye; whoever listens hears the end. Closed at once, data on its way would make it a reset. */
    final void leave() throws IOException {
        if (hole) {
            close();
        } else {
            say(goodbye());
        }
    }

    /** From now on {@link #hear} waits for as long as it takes. */
    final void up() throws IOException {
        socket.setSoTimeout(0);
    }

    final void cut(Cut how) throws IOException {
        switch (how) {
            case RESET -> reset();
            case CLOSE -> close();
            case HALF -> {
                byte[] whole = bytes("<message to='nobody@door.test'><body>half</body></message>");
                send(Arrays.copyOf(whole, whole.length / 2));
                reset();
            }
            case HOLE -> hole = true;
            case STUCK -> {
                stuck = true;
                hole = true;
            }
        }
    }

    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public final void close() throws IOException {
        socket.close();
        end.countDown();
    }
}
