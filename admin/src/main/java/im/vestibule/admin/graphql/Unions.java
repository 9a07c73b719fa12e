package im.vestibule.admin.graphql;

import graphql.TypeResolutionEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.TypeResolver;
import java.util.Map;
import java.util.Objects;

/** Which member of a union an object is: it says so itself, under a name that no field has. */
final class Unions {
    static final String TYPE = " type";

    static final Map<String, TypeResolver> ALL = Map.of("MetricResult", Unions::member, "MnesiaInfo", Unions::member);

    private Unions() {}

    private static GraphQLObjectType member(TypeResolutionEnvironment environment) {
        Map<?, ?> object = Objects.requireNonNull(environment.<Map<?, ?>>getObject());
        return Objects.requireNonNull(environment.getSchema().getObjectType(String.valueOf(object.get(TYPE))));
    }
}
