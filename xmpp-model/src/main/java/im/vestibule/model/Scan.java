package im.vestibule.model;

/**
 * Validates one first-level element, or the opening or closing tag of a stream. It may stop at any byte and go on when
 * more have come, going back no further than to the start of a character, a reference or a bracket. Places are counted
 * from the first byte of the element, so that what there is of it may be moved in between.
 */
final class Scan {
    private static final FrameLimits UNSET = new FrameLimits(0, 0, 0, 0);
    private static final byte[] CDATA = {'<', '!', '[', 'C', 'D', 'A', 'T', 'A', '['};
    private static final int IN_CONTENT = 0;
    private static final int IN_CDATA = 1;
    private static final int IN_START_TAG = 2;
    private static final int IN_END_TAG = 3;
    // All from here on are ends.
    private static final int HEADER = 4;
    private static final int ELEMENT = 5;
    private static final int END = 6;

    private final Attributes attributes = new Attributes();
    private final Scope scope = new Scope();
    private final StartTag tag = new StartTag(attributes);
    private final EndTag endTag = new EndTag();
    private final OpenTags open = new OpenTags();
    private final Frame frame = new Frame(attributes, scope);
    private final Held held = new Held();
    private FrameLimits limits = UNSET;
    private boolean header;
    private int state;
    private int elements;
    private int base;
    private int place;
    private StreamError fault = Fault.MALFORMED;

    /**
     * Makes ready for an element.
     *
     * @param root the opening tag of the stream around it
     * @param header whether it is itself the opening tag of a stream
     */
    void begin(FrameLimits limits, Root root, boolean header) {
        this.limits = limits;
        this.header = header;
        state = IN_CONTENT;
        elements = 0;
        attributes.truncate(0);
        open.clear();
        scope.begin(root);
        held.clear();
        place = 0;
    }

    /** What has been read, once {@link #run} says that something has been found. */
    Frame frame() {
        return frame;
    }

    /** What there is of the element if it spreads over chunks. */
    Held held() {
        return held;
    }

    StreamError fault() {
        return fault;
    }

    FrameLimits limits() {
        return limits;
    }

    /** Behind what was found; after MORE the place to go on from, which may lie before the end of what was given. */
    int place() {
        return place;
    }

    /**
     * Reads on.
     *
     * @param base of the first byte of the element; all bytes of it so far are there
     * @param from the place to go on from
     */
    Framing run(byte[] bytes, int base, int from, int end) {
        this.base = base;
        int pos = base + from;
        while (pos >= 0 && state < HEADER) {
            pos = switch (state) {
                case IN_CONTENT -> content(bytes, pos, end);
                case IN_START_TAG -> startTag(bytes, pos, end);
                case IN_END_TAG -> endTag(bytes, pos, end);
                default -> cdata(bytes, pos, end);
            };
        }
        if (Stop.isFault(pos)) {
            fault = Stop.fault(pos);
            return Framing.FAULT;
        }
        if (pos < 0) {
            place = ~pos - base;
            return Framing.MORE;
        }
        place = pos - base;
        frame.complete(bytes, base, pos);
        return state == ELEMENT ? Framing.ELEMENT : state == HEADER ? Framing.HEADER : Framing.END;
    }

    private int content(byte[] bytes, int from, int end) {
        int pos = from;
        while (true) {
            // Between tags there is often nothing.
            if (pos == end || bytes[pos] != '<') {
                pos = Runs.text(bytes, pos, end);
            }
            if (pos == end) {
                return ~pos;
            }
            switch (bytes[pos]) {
                case '<' -> {
                    return markup(bytes, pos, end);
                }
                case '>' -> {
                    // XML 1.0 §2.4: not behind two square brackets.
                    if (bytes[pos - 1] == ']' && bytes[pos - 2] == ']') {
                        return Stop.MALFORMED;
                    }
                    pos++;
                }
                default -> {
                    pos = Runs.other(bytes, pos, end);
                    if (pos < 0) {
                        return pos;
                    }
                    if (open.depth() == 0) {
                        // Text outside any element.
                        return Stop.MALFORMED;
                    }
                }
            }
        }
    }

    /** Decides what an opening angle bracket opens. */
    private int markup(byte[] bytes, int pos, int end) {
        int next = pos + 1;
        if (next == end) {
            return ~pos;
        }
        return switch (bytes[next]) {
            case '/' -> {
                endTag.begin();
                state = IN_END_TAG;
                yield next + 1;
            }
            case '!' -> exclamation(bytes, pos, end);
            case '?' -> Stop.RESTRICTED;
            default -> {
                int depth = open.depth();
                if (depth == limits.depth()) {
                    yield Stop.DEPTH;
                }
                if (depth > 0 && ++elements > limits.elements()) {
                    yield Stop.ELEMENTS;
                }
                if (depth > 0) {
                    attributes.truncate(frame.kept());
                }
                if (depth == 1) {
                    frame.child();
                }
                tag.begin(next - base, limits.attributes());
                state = IN_START_TAG;
                yield next;
            }
        };
    }

    /** A CDATA section is the one thing allowed. Comments and DTDs are told apart from nonsense (RFC 6120 §11.1). */
    private int exclamation(byte[] bytes, int pos, int end) {
        if (pos + 2 == end) {
            return ~pos;
        }
        byte kind = bytes[pos + 2];
        if (kind == '-' || kind == 'D') {
            return Stop.RESTRICTED;
        }
        if (open.depth() == 0) {
            return Stop.MALFORMED;
        }
        for (int i = 2; i < CDATA.length; i++) {
            if (pos + i == end) {
                return ~pos;
            }
            if (bytes[pos + i] != CDATA[i]) {
                return Stop.MALFORMED;
            }
        }
        state = IN_CDATA;
        return pos + CDATA.length;
    }

    private int cdata(byte[] bytes, int from, int end) {
        int pos = from;
        while (true) {
            pos = Runs.cdata(bytes, pos, end);
            if (pos == end) {
                return ~pos;
            }
            if (bytes[pos] == '>') {
                pos++;
                // Brackets before the section cannot be meant: its own opening one lies between.
                if (bytes[pos - 2] == ']' && bytes[pos - 3] == ']') {
                    state = IN_CONTENT;
                    return pos;
                }
            } else {
                pos = Runs.characters(bytes, pos, end);
                if (pos < 0) {
                    return pos;
                }
            }
        }
    }

    private int startTag(byte[] bytes, int from, int end) {
        int pos = tag.read(bytes, base, from, end);
        if (pos < 0) {
            return pos;
        }
        int outside = scope.count();
        if (tag.mayRepeat() && attributes.repeat(bytes, base, tag.first())) {
            return Stop.MALFORMED;
        }
        if (tag.isQualified()) {
            int wrong = scope.open(bytes, base, tag, attributes);
            if (wrong < 0) {
                return wrong;
            }
        }
        boolean first = open.depth() == 0;
        if (first) {
            frame.open(bytes, base, tag);
            // It would be an element that nobody ever closes.
            if (!header && frame.opensStream(bytes, base, pos)) {
                return Stop.REOPENED;
            }
        }
        if (first && header) {
            state = HEADER;
        } else if (first && tag.isEmpty()) {
            state = ELEMENT;
        } else {
            state = IN_CONTENT;
            if (tag.isEmpty()) {
                scope.truncate(outside);
            } else {
                open.push(tag.name(), tag.nameEnd(), outside);
            }
        }
        return pos;
    }

    private int endTag(byte[] bytes, int from, int end) {
        int depth = open.depth();
        int pos;
        if (depth == 0) {
            byte[] root = scope.root().name();
            pos = root.length == 0 ? Stop.MALFORMED : endTag.read(bytes, from, end, root, 0, root.length);
        } else {
            pos = endTag.read(bytes, from, end, bytes, base + open.name(), base + open.nameEnd());
        }
        if (pos < 0) {
            return pos;
        }
        if (depth == 0) {
            state = END;
        } else if (depth == 1) {
            state = ELEMENT;
        } else {
            state = IN_CONTENT;
            scope.truncate(open.outside());
            open.pop();
        }
        return pos;
    }

    /** Whether the tag that was a header has closed itself. */
    boolean isEmpty() {
        return tag.isEmpty();
    }

    /** Lets go of what an unusual element needed. */
    void shrink() {
        attributes.shrink();
        scope.shrink();
        open.shrink();
        held.shrink();
        frame.shrink();
    }
}
