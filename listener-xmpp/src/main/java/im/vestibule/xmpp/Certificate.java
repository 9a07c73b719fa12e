package im.vestibule.xmpp;

/** What a server's certificate is good for. */
interface Certificate {
    /** The server has shown none that is believed. */
    Certificate NONE = new Certificate() {
        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public boolean covers(String domain) {
            return false;
        }
    };

    /** Whether it is believed. */
    boolean trusted();

    /** Whether it is believed and for this domain. */
    boolean covers(String domain);
}
