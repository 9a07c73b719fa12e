package im.vestibule.model;

import org.jspecify.annotations.Nullable;

/**
 * Scratch memory that the framers of one thread share, so that a connection between two elements holds none. Make one
 * per event loop. Not thread-safe.
 */
public final class Workspace {
    // Elements being read at the same time are few: one that is whole in its chunk needs one only while it is looked
    // at.
    private static final int SPARE = 16;

    /** Keeps nothing and so serves any thread. */
    static final Workspace NONE = new Workspace(0);

    private final @Nullable Scan[] spare;
    private int count;
    private Root latest = Root.UNSET;

    public Workspace() {
        this(SPARE);
    }

    private Workspace(int size) {
        spare = new @Nullable Scan[size];
    }

    Scan take() {
        if (count > 0) {
            Scan scan = spare[--count];
            if (scan != null) {
                spare[count] = null;
                return scan;
            }
        }
        return new Scan();
    }

    void give(Scan scan) {
        if (count < spare.length) {
            scan.shrink();
            spare[count++] = scan;
        }
    }

    /** An equal one if it came last: most streams of a listener open with the same declarations. */
    Root share(Root root) {
        if (spare.length == 0) {
            return root;
        }
        if (!latest.isLike(root)) {
            latest = root;
        }
        return latest;
    }
}
