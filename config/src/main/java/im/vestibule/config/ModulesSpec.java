package im.vestibule.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code modules} table. A module is on if its table is there; one that others stand on is switched on with them.
 *
 * @param register in-band registration; empty if it is off, as with the others
 * @param presence on or off: it has no options
 * @param time on or off: it has no options of its own
 * @param carbons on or off: {@code mod_carboncopy} has no options of its own
 * @param sasl2 on or off: it has no options, and stands below the next two
 * @param bind2 on or off: it has no options
 * @param unbuilt modules of MongooseIM that are asked for and that this server does not have
 */
public record ModulesSpec(
        Optional<RegisterSpec> register,
        Optional<RosterSpec> roster,
        boolean presence,
        Optional<DiscoSpec> disco,
        Optional<OfflineSpec> offline,
        Optional<LastSpec> last,
        Optional<BlockingSpec> blocking,
        Optional<PingSpec> ping,
        Optional<VersionSpec> version,
        boolean time,
        Optional<BoshSpec> bosh,
        Optional<StreamManagementSpec> streamManagement,
        boolean carbons,
        Optional<CsiSpec> csi,
        boolean sasl2,
        boolean bind2,
        Optional<FastAuthTokenSpec> fastAuthToken,
        Optional<AuthTokenSpec> authToken,
        Optional<KeystoreSpec> keystore,
        Set<String> unbuilt) {

    /** Modules of MongooseIM 6.2 that are known by name only. */
    static final List<String> UNBUILT = List.of(
            "mod_adhoc",
            "mod_amp",
            "mod_cache_users",
            "mod_caps",
            "mod_domain_isolation",
            "mod_event_pusher",
            "mod_extdisco",
            "mod_global_distrib",
            "mod_http_upload",
            "mod_inbox",
            "mod_jingle_sip",
            "mod_mam",
            "mod_muc",
            "mod_muc_light",
            "mod_muc_log",
            "mod_offline_chatmarkers",
            "mod_offline_stub",
            "mod_privacy",
            "mod_private",
            "mod_pubsub",
            "mod_push_service_mongoosepush",
            "mod_shared_roster_ldap",
            "mod_sic",
            "mod_smart_markers",
            "mod_vcard");

    private static final String UNHELD = "without mod_offline a message for a session that waits to be resumed is"
            + " acknowledged to its sender only once it is, and comes back when the session ends";

    private static final Type<Backend> BACKEND = Type.oneOf(Backend.class)
            .noting((value, backend) -> backend == Backend.RDBMS
                    ? Names.needPool(value, backend, "rdbms", "default")
                    : Optional.of(backend));

    /** Where MongooseIM would keep a module's data. Here that is always the store. */
    public enum Backend {
        MNESIA,
        RDBMS
    }

    static ModulesSpec read(Section s) {
        boolean sasl2 = s.table("mod_sasl2", on -> true).orElse(false);
        boolean bind2 = s.table("mod_bind2", on -> true).orElse(false);
        Optional<FastAuthTokenSpec> tokens = s.table("mod_fast_auth_token", FastAuthTokenSpec::read);
        ModulesSpec modules = new ModulesSpec(
                s.table("mod_register", RegisterSpec::read),
                s.table("mod_roster", RosterSpec::read),
                s.table("mod_presence", presence -> true).orElse(false),
                s.table("mod_disco", DiscoSpec::read),
                s.table("mod_offline", OfflineSpec::read),
                s.table("mod_last", LastSpec::read),
                s.table("mod_blocking", BlockingSpec::read),
                s.table("mod_ping", PingSpec::read),
                s.table("mod_version", VersionSpec::read),
                s.table("mod_time", ModulesSpec::readSwitch).orElse(false),
                s.table("mod_bosh", BoshSpec::read),
                s.table("mod_stream_management", StreamManagementSpec::read),
                s.table("mod_carboncopy", ModulesSpec::readSwitch).orElse(false),
                s.table("mod_csi", CsiSpec::read),
                sasl2 || bind2 || tokens.isPresent(),
                bind2,
                tokens,
                s.table("mod_auth_token", AuthTokenSpec::read),
                s.table("mod_keystore", KeystoreSpec::read),
                readUnbuilt(s));
        if (modules.streamManagement().isPresent() && modules.offline().isEmpty()) {
            s.warning("mod_stream_management", Fault.of(UNHELD));
        }
        return modules;
    }

    private static boolean readSwitch(Section s) {
        readIqDiscipline(s);
        return true;
    }

    private static Set<String> readUnbuilt(Section s) {
        Set<String> unbuilt = new LinkedHashSet<>(s.take(UNBUILT));
        unbuilt.forEach(name -> s.warning(name, Fault.of("known MongooseIM module, not built yet: it has no effect")));
        return Collections.unmodifiableSet(unbuilt);
    }

    private enum Discipline {
        NO_QUEUE,
        ONE_QUEUE,
        PARALLEL,
        QUEUES
    }

    /** How MongooseIM spreads a module's IQs over processes; checked, and without meaning here. */
    static void readIqDiscipline(Section s) {
        s.table("iqdisc", iqdisc -> {
            iqdisc.mandatory("type", Type.oneOf(Discipline.class));
            return iqdisc.optional("workers", NumberTypes.POSITIVE);
        });
    }

    static Backend readBackend(Section s) {
        return s.value("backend", BACKEND, Backend.MNESIA);
    }
}
