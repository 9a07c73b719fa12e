package im.vestibule.server.ctl;

import java.io.PrintStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what comes of an operation, and errors a line each on {@code err}.
 *
 * @param json as the server has it; otherwise for people
 */
record Output(Operation operation, boolean json, PrintStream out, PrintStream err) {
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Whether it went well. */
    boolean show(Answer answer) {
        if (json) {
            out.println(PRETTY.writeValueAsString(answer.whole()));
        } else {
            answer.result(operation).ifPresent(result -> out.print(Table.of(result)));
        }
        out.flush();
        answer.errors().forEach(this::complain);
        return !answer.isFailed();
    }

    /**
     * One of many, in JSON on one line.
     *
     * @return whether anybody reads on
     */
    boolean event(Answer answer) {
        if (json) {
            out.println(answer.whole());
        } else {
            answer.result(operation).ifPresent(result -> out.println(Table.of(result)));
        }
        answer.errors().forEach(this::complain);
        // Flushes, too.
        return !out.checkError();
    }

    void complain(String line) {
        err.println("error: " + line);
    }
}
