package im.vestibule.admin.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types of single values. What is taken in is prepared, as the same in XMPP would be. */
public final class Scalars {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern NODE = Pattern.compile("self|[^@\\s]+@[^@\\s]+");

    public static final List<GraphQLScalarType> ALL = List.of(
            text("DateTime", "A moment by RFC 3339, such as 2026-01-31T12:00:00Z.", Scalars::moment),
            text("XmlElement", "One XML element.", Scalars::element),
            text("JID", "The address of a user, with or without a resource.", Scalars::jid),
            text("BareJID", "The address of a user or room, without a resource.", Scalars::bareJid),
            text("FullJID", "The address of a user with a resource.", Scalars::fullJid),
            text("UserName", "What stands before the at sign of an address.", Scalars::userName),
            text("RoomName", "What stands before the at sign of a room's address.", Scalars::roomName),
            text("DomainName", "The name of a domain.", Scalars::domainName),
            text("ResourceName", "What stands behind the slash of an address.", Scalars::resourceName),
            text("NodeName", "A node of a cluster, such as name@host.", Scalars::nodeName),
            text("NonEmptyString", "A text of at least one character.", Scalars::nonEmpty),
            number("PosInt", "A whole number above 0.", 1, "Value is not a positive integer"),
            number("NonNegInt", "A whole number from 0.", 0, "Value is not a non-negative integer"));

    private Scalars() {}

    /** A value, or what is wrong with it. */
    private sealed interface Read {
        record Good(Object value) implements Read {}

        record Bad(String token) implements Read {}
    }

    private static Read good(Optional<?> value, String otherwise) {
        return value.<Read>map(Read.Good::new).orElseGet(() -> new Read.Bad(otherwise));
    }

    private static Read moment(String text) {
        try {
            // Years of more than four digits are not of the RFC.
            return text.startsWith("-", 4)
                    ? new Read.Good(OffsetDateTime.parse(text).toInstant())
                    : new Read.Bad("failed_to_parse_datetime");
        } catch (DateTimeException _) {
            return new Read.Bad("failed_to_parse_datetime");
        }
    }

    private static Read element(String text) {
        return good(XmlElement.parse(text), "failed_to_parse_xml");
    }

    private static Read jid(String text) {
        Optional<Jid> jid = Jid.parse(text);
        return jid.isPresent() && jid.get().local().isEmpty()
                ? new Read.Bad("jid_without_local_part")
                : good(jid, "failed_to_parse_jid");
    }

    private static Read bareJid(String text) {
        return jid(text) instanceof Read.Good(Jid jid) && !jid.isBare() ? new Read.Bad("jid_with_resource") : jid(text);
    }

    private static Read fullJid(String text) {
        return jid(text) instanceof Read.Good(Jid jid) && jid.isBare()
                ? new Read.Bad("jid_without_resource")
                : jid(text);
    }

    private static Read userName(String text) {
        return local(text, "user_name");
    }

    private static Read roomName(String text) {
        return local(text, "room_name");
    }

    private static Read local(String text, String what) {
        return text.isEmpty()
                ? new Read.Bad("empty_" + what)
                : good(Jid.of(text, "localhost", "").map(Jid::local), "failed_to_parse_" + what);
    }

    private static Read domainName(String text) {
        return text.isEmpty()
                ? new Read.Bad("empty_domain_name")
                : good(Jid.of("", text, "").map(Jid::domain), "failed_to_parse_domain_name");
    }

    private static Read resourceName(String text) {
        return text.isEmpty()
                ? new Read.Bad("empty_resource_name")
                : good(Jid.of("", "localhost", text).map(Jid::resource), "failed_to_parse_resource_name");
    }

    private static Read nodeName(String text) {
        return text.isEmpty()
                ? new Read.Bad("empty_node_name")
                : good(Optional.of(text).filter(NODE.asMatchPredicate()), "incorrect_node_name");
    }

    private static Read nonEmpty(String text) {
        return text.isEmpty() ? new Read.Bad("Given string is empty") : new Read.Good(text);
    }

    private static GraphQLScalarType text(String name, String description, Function<String, Read> read) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .description(description)
                .coercing(new Single(
                        value -> value instanceof String text ? read.apply(text) : new Read.Bad("not a text")))
                .build();
    }

    private static GraphQLScalarType number(String name, String description, int least, String otherwise) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .description(description)
                .coercing(new Single(value -> good(whole(value).filter(number -> number >= least), otherwise)))
                .build();
    }

    private static Optional<Integer> whole(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number);
            case BigInteger number when number.bitLength() < Integer.SIZE -> Optional.of(number.intValue());
            default -> Optional.empty();
        };
    }

    /** Moments of a microsecond, and elements as they stand in a stream of clients. */
    private static Object written(Object value) {
        return switch (value) {
            case Instant moment -> MICROS.format(moment.truncatedTo(ChronoUnit.MICROS));
            case XmlElement element -> new String(XmlWriter.within(Ns.CLIENT).bytes(element), StandardCharsets.UTF_8);
            case Number number -> number;
            default -> value.toString();
        };
    }

    /** One value in, one value out. */
    private record Single(Function<Object, Read> read) implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return written(value);
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return switch (read.apply(value)) {
                case Read.Good(Object good) -> good;
                case Read.Bad(String token) -> throw new CoercingParseValueException(token);
            };
        }

        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            Object value = switch (literal) {
                case StringValue text -> text.getValue();
                case IntValue number -> number.getValue();
                default -> literal;
            };
            return switch (read.apply(value)) {
                case Read.Good(Object good) -> good;
                case Read.Bad(String token) -> throw new CoercingParseLiteralException(token);
            };
        }

        @Override
        public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
            return value instanceof Integer number
                    ? IntValue.of(number)
                    : StringValue.of(written(value).toString());
        }
    }
}
