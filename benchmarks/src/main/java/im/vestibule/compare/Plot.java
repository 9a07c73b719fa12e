package im.vestibule.compare;

import java.util.List;

/**
 * Bars in SVG: a group for each case, a bar for each server.
 *
 * @param title with the unit
 */
record Plot(String title, List<String> servers, List<Row> rows) {
    private static final List<String> COLOURS = List.of("#0b6e4f", "#c98a1b", "#6a5acd", "#888888");
    private static final int WIDTH = 760;
    private static final int LEFT = 150;
    private static final int LABEL = 90;
    private static final int BAR = 16;
    private static final int GAP = 12;
    private static final int HEAD = 56;

    /**
     * One case.
     *
     * @param values one for each server, NaN for none
     */
    record Row(String name, List<Double> values) {}

    String svg() {
        int height = HEAD + rows.size() * (servers.size() * BAR + GAP) + GAP;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                .formatted(WIDTH, height, WIDTH, height));
        svg.append(" font-family='sans-serif' font-size='12'>\n");
        svg.append("<rect width='%d' height='%d' fill='white'/>\n".formatted(WIDTH, height));
        svg.append("<text x='%d' y='20' font-size='14' font-weight='bold'>%s</text>\n".formatted(GAP, escape(title)));
        legend(svg);
        int y = HEAD;
        for (Row row : rows) {
            int middle = y + servers.size() * BAR / 2 + 4;
            svg.append(
                    "<text x='%d' y='%d' text-anchor='end'>%s</text>\n".formatted(LEFT - 8, middle, escape(row.name)));
            for (int i = 0; i < servers.size(); i++) {
                bar(svg, y + i * BAR, i, row.values.get(i));
            }
            y += servers.size() * BAR + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        int x = GAP;
        for (int i = 0; i < servers.size(); i++) {
            svg.append("<rect x='%d' y='32' width='10' height='10' fill='%s'/>\n".formatted(x, colour(i)));
            svg.append("<text x='%d' y='41'>%s</text>\n".formatted(x + 14, escape(servers.get(i))));
            x += LABEL + GAP;
        }
    }

    private void bar(StringBuilder svg, int y, int server, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        long width = Math.max(1, Math.round(value / most() * (WIDTH - LEFT - LABEL)));
        svg.append("<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>\n"
                .formatted(LEFT, y, width, BAR - 2, colour(server)));
        svg.append("<text x='%d' y='%d'>%s</text>\n".formatted(LEFT + width + 4, y + BAR - 4, Results.text(value)));
    }

    private double most() {
        return rows.stream()
                .flatMap(row -> row.values.stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    }

    private static String colour(int server) {
        return COLOURS.get(server % COLOURS.size());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
