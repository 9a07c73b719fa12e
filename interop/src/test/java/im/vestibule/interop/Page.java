package im.vestibule.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page in the documentation that is written anew, between two markers. */
final class Page {
    private static final String BEGIN = "<!-- smack -->";
    private static final String END = "<!-- end of smack -->";

    private Page() {}

    /**
     * Puts a text between the markers.
     *
     * @throws IOException if the page has no such markers
     */
    static void replace(Path file, String text) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the page has no " + BEGIN + " before " + END);
        }
        Files.writeString(
                file, page.substring(0, begin + BEGIN.length()) + "\n\n" + text.strip() + "\n\n" + page.substring(end));
    }
}
