package im.vestibule.model;

import java.util.Random;

/** Writes an element as nobody would: every freedom that XML leaves is taken at random. */
final class Scribe {
    private static final String[] SPACES = {" ", "\t", "\n", "\r\n", "  "};

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private int prefixes;

    private Scribe(Random random) {
        this.random = random;
    }

    static String write(XmlElement element, Random random) {
        Scribe scribe = new Scribe(random);
        scribe.element(element, "");
        return scribe.out.toString();
    }

    private void element(XmlElement element, String outer) {
        String inner = outer;
        String prefix = "";
        String declaration = "";
        if (!element.namespace().isEmpty() && random.nextInt(3) == 0) {
            prefix = prefix();
            declaration = attribute("xmlns:" + prefix, element.namespace());
            prefix += ':';
        } else if (!element.namespace().equals(outer) || random.nextInt(4) == 0) {
            inner = element.namespace();
            declaration = attribute("xmlns", inner);
        }
        String name = prefix + element.name();
        out.append('<').append(name);
        boolean late = random.nextBoolean();
        if (!late) {
            out.append(declaration);
        }
        for (XmlAttribute attribute : element.attributes()) {
            attribute(attribute);
        }
        if (late) {
            out.append(declaration);
        }
        space();
        if (element.children().isEmpty() && random.nextBoolean()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (XmlNode child : element.children()) {
            switch (child) {
                case XmlElement nested -> element(nested, inner);
                case XmlText text -> text(text.value());
            }
        }
        out.append("</").append(name);
        space();
        out.append('>');
    }

    private void attribute(XmlAttribute attribute) {
        if (attribute.namespace().isEmpty()) {
            out.append(attribute(attribute.name(), attribute.value()));
        } else if (attribute.namespace().equals(Ns.XML)) {
            out.append(attribute("xml:" + attribute.name(), attribute.value()));
        } else {
            String prefix = prefix();
            boolean first = random.nextBoolean();
            String declaration = attribute("xmlns:" + prefix, attribute.namespace());
            String use = attribute(prefix + ':' + attribute.name(), attribute.value());
            out.append(first ? declaration + use : use + declaration);
        }
    }

    private String prefix() {
        return "p" + (random.nextBoolean() ? "\u00E9" : "") + prefixes++;
    }

    private String attribute(String name, String value) {
        char quote = random.nextBoolean() ? '\'' : '"';
        StringBuilder text = new StringBuilder();
        text.append(SPACES[random.nextInt(SPACES.length)]).append(name);
        text.append(random.nextInt(5) == 0 ? " \n= " : "=").append(quote);
        value.codePoints().forEach(c -> {
            boolean must = c == '<' || c == '&' || c == quote || c == '\t' || c == '\n' || c == '\r';
            character(c, must, text);
        });
        return text.append(quote).toString();
    }

    private void text(String value) {
        if (!value.contains("]]>") && !value.contains("\r") && random.nextInt(4) == 0) {
            out.append("<![CDATA[").append(value).append("]]>");
            return;
        }
        value.codePoints().forEach(c -> character(c, c == '<' || c == '&' || c == '>' || c == '\r', out));
        if (random.nextInt(4) == 0) {
            out.append("<![CDATA[]]>");
        }
    }

    private void character(int c, boolean escape, StringBuilder to) {
        if (!escape && random.nextInt(8) != 0) {
            // Written out, a line end may have any form.
            to.append(c == '\n' && random.nextBoolean() ? "\r\n" : Character.toString(c));
            return;
        }
        switch (random.nextInt(3)) {
            case 0 ->
                to.append("&#")
                        .append(random.nextBoolean() ? "00" : "")
                        .append(c)
                        .append(';');
            case 1 -> to.append("&#x").append(Integer.toHexString(c)).append(';');
            default -> to.append(entity(c));
        }
    }

    private static String entity(int c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '\'' -> "&apos;";
            case '"' -> "&quot;";
            default -> "&#" + c + ';';
        };
    }

    private void space() {
        if (random.nextInt(4) == 0) {
            out.append(SPACES[random.nextInt(SPACES.length)]);
        }
    }
}
