package im.vestibule.xmpp;

/**
 * What has gone over the connections of a listener.
 *
 * @param bytesIn as the stream sees them: without TLS
 * @param bytesOut as the stream sees them: without TLS
 * @param stanzasIn from open sessions
 * @param stanzasOut to open sessions
 */
public record Moved(long bytesIn, long bytesOut, long stanzasIn, long stanzasOut) {
    public static final Moved NOTHING = new Moved(0, 0, 0, 0);

    public Moved plus(Moved other) {
        return new Moved(
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut,
                stanzasIn + other.stanzasIn,
                stanzasOut + other.stanzasOut);
    }
}
