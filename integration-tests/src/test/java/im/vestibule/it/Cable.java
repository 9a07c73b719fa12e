package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/** Leads connections to an address, until it is told to swallow what comes, or to cut them. */
final class Cable implements Closeable {
    private final ServerSocket entrance;
    private final InetSocketAddress to;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean hole;

    Cable(InetSocketAddress to) throws IOException {
        this(to, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** Whoever comes in has to speak TLS; at the other end it comes out in the clear. */
    Cable(InetSocketAddress to, SSLContext tls) throws IOException {
        this(to, tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    private Cable(InetSocketAddress to, ServerSocket entrance) {
        this.to = to;
        this.entrance = entrance;
        Thread.startVirtualThread(this::accept);
    }

    InetSocketAddress entrance() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    /** From now on nothing gets through, and nobody is told. */
    void swallow() {
        hole = true;
    }

    /** Ends every connection; those that come from now on get through. */
    void mend() throws IOException {
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            socket.close();
        }
        hole = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                Socket far = new Socket(to.getAddress(), to.getPort());
                open.add(near);
                open.add(far);
                Thread.startVirtualThread(() -> pump(near, far));
                Thread.startVirtualThread(() -> pump(far, near));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket into) {
        byte[] chunk = new byte[8192];
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (!hole) {
                    out.write(chunk, 0, count);
                    out.flush();
                }
            }
        } catch (IOException _) {
            // One end is gone, and so is the other now.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        mend();
    }
}
