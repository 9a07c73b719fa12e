package im.vestibule.interop;

/** What came of a test. */
enum Outcome {
    PASSED("passed"),
    FAILED("failed"),
    /** The test asked first, and the server has not what it is about. */
    NOT_POSSIBLE("not possible");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
