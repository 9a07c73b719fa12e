package im.vestibule.admin.rest;

import im.vestibule.admin.rest.Parameter.In;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One call of an API.
 *
 * @param parameters in the order that they are looked at
 * @param schema of a good answer's body, by JSON Schema; empty for none
 * @param refusals what it may be refused with, beside what any call may be
 */
public record Route(
        Method method,
        Template template,
        String summary,
        List<Parameter<?>> parameters,
        Set<Status> done,
        Map<String, Object> schema,
        Set<Status> refusals,
        Action action) {
    /** What becomes of any call. */
    private static final Set<Status> ALWAYS = EnumSet.of(Status.BAD_REQUEST, Status.UNAUTHORIZED, Status.FORBIDDEN);

    static Route of(Method method, String path, String summary, Action action) {
        return new Route(
                method,
                Template.of(path),
                summary,
                List.of(),
                Set.of(Status.NO_CONTENT),
                Map.of(),
                Set.of(Status.UNAVAILABLE),
                action);
    }

    static Route of(Method method, String path, String summary, Function<Inputs, Reply> command) {
        return of(method, path, summary, new Action.Run(command));
    }

    /** One that there would be with a service that there is not. */
    static Route lacking(Method method, String path, String summary, String service) {
        Route route = of(method, path, summary, new Action.Lack(service));
        List<Parameter<?>> names = route.template.names().stream()
                .<Parameter<?>>map(name -> Parameter.path(name, Kind.TEXT))
                .toList();
        return route.takes(names.toArray(Parameter<?>[]::new)).done(Status.NOT_IMPLEMENTED);
    }

    Route takes(Parameter<?>... all) {
        return new Route(method, template, summary, List.of(all), done, schema, refusals, action);
    }

    Route done(Status status) {
        return new Route(method, template, summary, parameters, Set.of(status), schema, refusals, action);
    }

    /** Answers with a body of this schema. */
    Route gives(Map<String, Object> body) {
        return new Route(method, template, summary, parameters, Set.of(Status.OK), body, refusals, action);
    }

    Route also(Status status) {
        EnumSet<Status> more = EnumSet.copyOf(done);
        more.add(status);
        return new Route(method, template, summary, parameters, more, schema, refusals, action);
    }

    Route refuses(Status... statuses) {
        EnumSet<Status> more = EnumSet.copyOf(refusals);
        more.addAll(List.of(statuses));
        return new Route(method, template, summary, parameters, done, schema, more, action);
    }

    /** Everything that it may be answered with. */
    public Set<Status> statuses() {
        EnumSet<Status> all = EnumSet.copyOf(ALWAYS);
        all.addAll(done);
        all.addAll(refusals);
        return all;
    }

    Stream<Parameter<?>> parameters(In in) {
        return parameters.stream().filter(parameter -> parameter.isIn(in));
    }

    /** Whether it reads what comes behind the head. */
    public boolean readsBody() {
        return parameters(In.BODY).findAny().isPresent();
    }

    /** Whether somebody who cannot make sense of JSON has no use for it. */
    public String type() {
        return action instanceof Action.Listen ? "text/event-stream" : Reply.JSON;
    }

    /** What to call it in words, as people write it down. */
    @Override
    public String toString() {
        return method + " " + template.described();
    }
}
