package im.vestibule.xmpp;

import im.vestibule.config.ServiceSpec;
import im.vestibule.config.ServiceSpec.ConflictBehaviour;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.core.Door;
import im.vestibule.services.component.Components;
import im.vestibule.services.login.FailedLogins;
import im.vestibule.services.router.Router;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@code [[listen.service]]} table becomes. */
public final class ComponentListener {
    /**
     * What every such listener of the house shares.
     *
     * @param defaultDomain {@code general.default_server_domain}
     * @param maxFsmQueue {@code general.max_fsm_queue}
     */
    public record Services(
            String defaultDomain,
            Optional<Integer> maxFsmQueue,
            Components components,
            Router router,
            Effects effects,
            Tallies tallies) {}

    private ComponentListener() {}

    /**
     * @param name key of the table
     */
    public static Door door(String name, ServiceSpec spec, Services services) {
        ComponentDoor door = new ComponentDoor(
                name,
                services.tallies().of(name),
                new ComponentMachine(services.defaultDomain(), spec.password()),
                spec.access(),
                spec.shaper(),
                spec.checkFrom(),
                spec.hiddenComponents(),
                spec.conflictBehaviour() == ConflictBehaviour.KICK_OLD,
                spec.maxFsmQueue()
                        .or(services::maxFsmQueue)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty),
                StreamLimits.early(spec.limits(), spec.maxStanzaSize()),
                StreamLimits.lasting(spec.limits(), spec.maxStanzaSize()),
                spec.limits().preAuthTime(),
                spec.hibernateAfter(),
                AdmissionHandler.of(spec.limits()),
                FailedLogins.of(spec.limits()),
                services.components(),
                services.router(),
                services.effects());
        return new Door(name, spec.socket(), new ComponentPipeline(door));
    }
}
