package im.vestibule.interop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.Smack;

/** Rows as Markdown, those that differ in nothing but the way as one. */
record Table(List<Row> rows, Reasons reasons) {
    String text() {
        StringBuilder text = new StringBuilder("Smack ")
                .append(Smack.getVersion().replaceFirst(" .*", ""))
                .append(": ")
                .append(count(Outcome.PASSED))
                .append(" passed, ")
                .append(count(Outcome.FAILED))
                .append(" failed, ")
                .append(count(Outcome.NOT_POSSIBLE))
                .append(" not possible.\n\n| test | by | specification | result |\n|---|---|---|---|\n");
        merged().forEach((row, ways) -> text.append("| ")
                .append(row.test())
                .append(" | ")
                .append(String.join(", ", ways))
                .append(" | ")
                .append(row.specification())
                .append(" | ")
                .append(result(row))
                .append(" |\n"));
        return text.toString();
    }

    private long count(Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    private Map<Row, List<String>> merged() {
        Map<Row, List<String>> merged = new LinkedHashMap<>();
        rows.stream()
                .sorted(Comparator.comparing(Row::test).thenComparing(Row::way))
                .forEach(row -> {
                    String reason =
                            row.outcome() == Outcome.FAILED ? reasons.of(row).orElse(row.reason()) : row.reason();
                    Row shown = new Row(row.test(), "", row.specification(), row.outcome(), reason);
                    merged.computeIfAbsent(shown, _ -> new ArrayList<>()).add(row.way());
                });
        return merged;
    }

    private static String result(Row row) {
        String text = row.reason().isEmpty() ? row.outcome().toString() : row.outcome() + ": " + row.reason();
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
