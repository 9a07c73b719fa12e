package im.vestibule.load;

/** Picks facts out of XML that is known to be small and from a server. */
final class Markup {
    private Markup() {}

    /** The value of the first attribute of this name; empty if there is none. */
    static String attribute(String xml, String name) {
        int at = xml.indexOf(' ' + name + '=');
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 3;
        int to = from > xml.length() ? -1 : xml.indexOf(xml.charAt(from - 1), from);
        return to < 0 ? "" : xml.substring(from, to);
    }

    /** The text behind the first tag. */
    static String text(String xml) {
        int from = xml.indexOf('>') + 1;
        int to = xml.indexOf('<', from);
        return to < 0 ? "" : xml.substring(from, to).strip();
    }

    /** The text of the first element of this name; empty if there is none. */
    static String text(String xml, String name) {
        int at = xml.indexOf('<' + name + '>');
        return at < 0 ? "" : text(xml.substring(at));
    }
}
