package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.command.MnesiaCommands;
import im.vestibule.admin.command.MnesiaCommands.Entry;
import im.vestibule.admin.command.MnesiaCommands.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The category {@code mnesia}. */
final class MnesiaFields {
    private MnesiaFields() {}

    static void admin(Fields fields, MnesiaCommands mnesia) {
        fields.type("MnesiaAdminQuery")
                .list(
                        "systemInfo",
                        call -> mnesia.info(call.given("keys")).stream()
                                .map(info -> info.map(MnesiaFields::info))
                                .toList());
        Fields.Type mutation = fields.type("MnesiaAdminMutation");
        List.of("setMaster", "changeNodename", "backup", "restore", "dump", "dumpTable", "load", "installFallback")
                .forEach(field -> mutation.field(field, _ -> mnesia.change()));
    }

    private static Map<String, @Nullable Object> info(Entry info) {
        return switch (info.value()) {
            case Value.Text(String text) ->
                object(Unions.TYPE, "MnesiaStringResponse", "key", info.key(), "result", text);
            case Value.Texts(List<String> texts) ->
                object(Unions.TYPE, "MnesiaListResponse", "key", info.key(), "result", texts);
        };
    }
}
