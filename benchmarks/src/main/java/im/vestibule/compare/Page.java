package im.vestibule.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The page in the documentation that shows the results, between two markers. */
final class Page {
    static final String BEGIN = "<!-- comparison -->";
    static final String END = "<!-- end of the comparison -->";

    private final Path file;

    Page(Path file) {
        this.file = file;
    }

    /**
     * Writes plots beside the page, and puts this text and the plots between its markers.
     *
     * @throws IOException if it has no such markers
     */
    void write(String text, Map<String, Plot> plots) throws IOException {
        String page = Files.readString(file);
        String name = file.getFileName().toString().replaceFirst("\\.md$", "");
        Path directory = Files.createDirectories(file.resolveSibling(name));
        StringBuilder all = new StringBuilder("\n").append(text.strip()).append("\n\n");
        for (Map.Entry<String, Plot> plot : plots.entrySet()) {
            Files.writeString(
                    directory.resolve(plot.getKey() + ".svg"), plot.getValue().svg());
            all.append("![")
                    .append(plot.getValue().title())
                    .append("](")
                    .append(name)
                    .append('/')
                    .append(plot.getKey())
                    .append(".svg)\n\n");
        }
        Files.writeString(file, replace(page, all.toString()));
    }

    static String replace(String page, String text) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the page has no " + BEGIN + " before " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + text + page.substring(end);
    }
}
