package im.vestibule.http;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type of the body, which goes out in UTF-8
 */
public record Page(int status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /**
     * A few lines for a human.
     *
     * @param text ends with a line feed
     */
    public static Page text(int status, String text) {
        return new Page(status, TEXT, text);
    }
}
