package im.vestibule.load;

/** What reports on messages between pairs have in common. */
final class Messages {
    private static final double HUNDRED_THOUSAND = 1e5;

    private Messages() {}

    static Report report(Draft draft, Crowd crowd, Pairs pairs, Session session, Span span) {
        long delivered = pairs.measured();
        draft.put("pairs", crowd.clients().size() / 2)
                .put("users_ok", crowd.ready())
                .put("users_failed", crowd.failed())
                .put("alive_at_end", crowd.alive())
                .put("secs", span.seconds())
                .put("sent", session.sent())
                .put("delivered", delivered)
                .put("msgs_per_s", delivered / span.seconds())
                .put("lat_ms", pairs.latency().figures());
        draft.put(
                "acknowledgements",
                crowd.clients().stream().mapToLong(Client::acknowledgements).sum());
        boolean flawless = pairs.isFlawless();
        draft.put("exchanged", pairs.exchanged());
        pairs.tell(draft.figures());
        draft.put("server_cpu_s_per_100k", each(span.server(), delivered))
                .put("load_cpu_s_per_100k", each(span.load(), delivered))
                .put("rss_kib", span.to().server().rss());
        return draft.done(span, flawless && crowd.failed() == 0 && crowd.alive() == crowd.ready());
    }

    private static double each(double cpu, long messages) {
        return messages == 0 ? 0 : cpu * HUNDRED_THOUSAND / messages;
    }
}
