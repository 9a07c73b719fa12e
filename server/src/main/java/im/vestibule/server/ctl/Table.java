package im.vestibule.server.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer for people: one value is a line, a list of values a line each; an object is a line for each field, with what is in
 * its objects under dotted names; a list of objects is a table, or several if their fields differ. Lists of objects within an
 * object come after it.
 */
final class Table {
    private static final String NOTHING = "(nothing)";
    private static final String GAP = "  ";

    private Table() {}

    /** Lines, the last with its end. */
    static String of(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode list when list.isEmpty() -> NOTHING + "\n";
            case ArrayNode list when holdsObjects(list) -> tables(list);
            case ArrayNode list ->
                list.valueStream().map(each -> cell(each) + "\n").collect(Collectors.joining());
            default -> value.isNull() ? NOTHING + "\n" : cell(value) + "\n";
        };
    }

    private static boolean holdsObjects(JsonNode value) {
        return value instanceof ArrayNode list && list.valueStream().anyMatch(JsonNode::isObject);
    }

    private static String object(ObjectNode object) {
        Map<String, JsonNode> fields = flat(object);
        int width = fields.entrySet().stream()
                .filter(field -> !holdsObjects(field.getValue()))
                .mapToInt(field -> field.getKey().length())
                .max()
                .orElse(0);
        StringBuilder lines = new StringBuilder();
        StringBuilder lists = new StringBuilder();
        fields.forEach((name, value) -> {
            if (holdsObjects(value)) {
                lists.append('\n').append(name).append(":\n").append(of(value));
            } else {
                lines.append((name + " ".repeat(width - name.length()) + GAP + cell(value)).stripTrailing())
                        .append('\n');
            }
        });
        return lines.append(lines.isEmpty() && !lists.isEmpty() ? lists.substring(1) : lists)
                .toString();
    }

    /** What is in objects within it, under dotted names. */
    private static Map<String, JsonNode> flat(ObjectNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode inner) {
                flat(inner).forEach((below, deep) -> fields.put(name + "." + below, deep));
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /** One for each set of fields, in the order in which they first come. */
    private static String tables(ArrayNode list) {
        Map<Set<String>, List<Map<String, JsonNode>>> kinds = new LinkedHashMap<>();
        list.valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(each -> flat((ObjectNode) each))
                .forEach(row -> kinds.computeIfAbsent(row.keySet(), _ -> new ArrayList<>())
                        .add(row));
        return kinds.entrySet().stream()
                .map(kind -> table(List.copyOf(kind.getKey()), kind.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<String> columns, List<Map<String, JsonNode>> rows) {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            List<JsonNode> values = rows.stream().map(row -> row.get(column)).toList();
            append(lines, i == 0 ? "" : GAP, column, values);
        }
        return lines.stream()
                .map(line -> line.toString().stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /** Numbers stand at the right. */
    private static void append(List<StringBuilder> lines, String gap, String column, List<JsonNode> values) {
        boolean right = values.stream().allMatch(value -> value.isNumber() || value.isNull());
        List<String> cells = new ArrayList<>(List.of(column));
        values.forEach(value -> cells.add(cell(value)));
        int width = cells.stream().mapToInt(Table::width).max().orElse(0);
        for (int i = 0; i < lines.size(); i++) {
            String padding = " ".repeat(width - width(cells.get(i)));
            lines.get(i).append(gap).append(right ? padding + cells.get(i) : cells.get(i) + padding);
        }
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cell(JsonNode value) {
        return switch (value) {
            case ArrayNode list
            when !holdsObjects(list) -> list.valueStream().map(Table::cell).collect(Collectors.joining(", "));
            case ArrayNode list -> Printable.of(list.toString());
            case ObjectNode object -> Printable.of(object.toString());
            default -> value.isNull() ? "" : Printable.of(value.asString());
        };
    }
}
