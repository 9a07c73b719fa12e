package im.vestibule.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Symbolic links, by which certificates are switched: {@code live/} of certbot, {@code ..data} of Kubernetes. */
final class Links {
    /** As many as Linux follows. */
    private static final int MOST = 40;

    private Links() {}

    /**
     * Every directory entry that decides what a file is: the links on the way to it, in a path or in one another, and then
     * the file itself, which may be missing.
     *
     * @param file absolute
     */
    static Set<Path> entries(Path file) {
        Set<Path> entries = new LinkedHashSet<>();
        Path at = file.getRoot();
        Deque<Path> ahead = new ArrayDeque<>();
        file.forEach(ahead::add);
        int followed = 0;
        while (!ahead.isEmpty()) {
            // Nothing before this name is a link, so ".." may be taken by the letter.
            Path next = at.resolve(ahead.pop()).normalize();
            if (followed < MOST && Files.isSymbolicLink(next)) {
                followed++;
                entries.add(next);
                Path target = at.resolve(target(next));
                at = target.getRoot();
                prepend(target, ahead);
            } else {
                at = next;
            }
        }
        entries.add(at);
        return entries;
    }

    /** Where a link points; itself, if it is gone meanwhile. */
    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException _) {
            return link;
        }
    }

    private static void prepend(Path path, Deque<Path> ahead) {
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        for (Iterator<Path> last = names.descendingIterator(); last.hasNext(); ) {
            ahead.push(last.next());
        }
    }
}
