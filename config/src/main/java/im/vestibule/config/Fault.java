package im.vestibule.config;

/** What is wrong, before it is known where: see {@link Problem}. */
record Fault(String what, String expected, String found, String hint) {

    static Fault of(String what) {
        return new Fault(what, "", "", "");
    }

    Fault expected(String words) {
        return new Fault(what, words, found, hint);
    }

    Fault found(String words) {
        return new Fault(what, expected, words, hint);
    }

    Fault hint(String words) {
        return new Fault(what, expected, found, words);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what);
        if (!expected.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append("expected ").append(expected);
        }
        if (!found.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append("found ").append(found);
        }
        if (!hint.isEmpty()) {
            text.append(" (").append(hint).append(')');
        }
        return text.toString();
    }
}
