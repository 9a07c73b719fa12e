package im.vestibule.services.account;

import im.vestibule.services.pool.HttpPool.Reply;
import im.vestibule.services.pool.Unreachable;

/**
 * What the web service of the method {@code http} says, as MongooseIM takes it.
 *
 * @param value of the account, if it was asked for one; it may be secret
 */
record Said(Outcome outcome, String value) {
    enum Outcome {
        DONE,
        /** 400: it cannot be done with these data. */
        BAD,
        /** 401 about the user, or 403. */
        FORBIDDEN,
        /** 404: there is no such account. */
        ABSENT,
        /** 409: there is one already. */
        CONFLICT
    }

    /**
     * @throws Unreachable if a service in order would not answer so
     */
    static Said of(Reply reply) throws Unreachable {
        return switch (reply.status()) {
            case 200 -> new Said(Outcome.DONE, reply.body());
            case 201, 204 -> new Said(Outcome.DONE, "");
            case 400 -> new Said(Outcome.BAD, "");
            case 401 -> unauthorized(reply);
            case 403 -> new Said(Outcome.FORBIDDEN, "");
            case 404 -> new Said(Outcome.ABSENT, "");
            case 409 -> new Said(Outcome.CONFLICT, "");
            default -> throw new Unreachable("answered with status " + reply.status());
        };
    }

    /** Who challenges does so because of our own credentials (RFC 9110 §11.6.1), not because of the user's. */
    private static Said unauthorized(Reply reply) throws Unreachable {
        if (reply.headers().firstValue("www-authenticate").isPresent()) {
            throw new Unreachable("answered with status 401: auth.http.basic_auth is not what it wants");
        }
        return new Said(Outcome.FORBIDDEN, "");
    }

    /** Yes or no; who cannot be asked about is refused. */
    static boolean truth(Reply reply) throws Unreachable {
        Said said = of(reply);
        return switch (said.outcome()) {
            case DONE ->
                switch (said.value().strip()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new Unreachable("the answer is neither true nor false");
                };
            case BAD, FORBIDDEN, ABSENT -> false;
            case CONFLICT -> throw new Unreachable("answered with status 409 to a question");
        };
    }

    /** What became of a change. */
    static Outcome change(Reply reply) throws Unreachable {
        Said said = of(reply);
        return said.value().strip().equals("false") ? Outcome.FORBIDDEN : said.outcome();
    }

    @Override
    public String toString() {
        return "Said[" + outcome + "]";
    }
}
