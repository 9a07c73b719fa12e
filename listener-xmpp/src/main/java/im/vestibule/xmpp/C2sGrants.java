package im.vestibule.xmpp;

import static im.vestibule.model.SaslFailure.Condition.ABORTED;
import static im.vestibule.model.SaslFailure.Condition.INCORRECT_ENCODING;
import static im.vestibule.model.SaslFailure.Condition.INVALID_MECHANISM;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.sasl.Payload;
import im.vestibule.xmpp.C2sState.Granting;
import java.util.List;
import java.util.Optional;

/**
 * The part of a client's stream between its authentication by SASL2 and the success that it is told: first keys that are to
 * be made (XEP-0480), then a token (XEP-0484), and last a resource (XEP-0386), so that no stanza comes before the success.
 * Stream resumption (XEP-0198) goes before the resource.
 */
final class C2sGrants {
    private C2sGrants() {}

    static C2sStep begin(Grant grant) {
        return grant.request().upgrades().isEmpty()
                ? token(grant)
                : C2sStep.to(
                        new Granting.Comparing(grant),
                        new C2sAction.Compare(grant.account(), grant.request().upgrades()));
    }

    /** It is known what keys the account has not got. */
    static C2sStep lacking(C2sState state, List<Upgrade> upgrades) {
        return state instanceof Granting.Comparing(Grant grant) ? task(grant, upgrades) : C2sStep.stay(state);
    }

    private static C2sStep task(Grant grant, List<Upgrade> upgrades) {
        return upgrades.isEmpty()
                ? token(grant)
                : C2sStep.to(
                        new Granting.Tasked(grant.withoutData(), upgrades),
                        new C2sAction.Send(grant.next(upgrades.getFirst().task())),
                        new C2sAction.Progress());
    }

    /** An element while a task is under way. */
    static C2sStep element(Granting state, XmlElement element) {
        if (element.is("abort", Ns.SASL2)) {
            return fail(state.grant(), ABORTED);
        }
        return switch (state) {
            case Granting.Tasked tasked when element.is("next", Ns.SASL2) -> next(tasked, element);
            case Granting.Salted salted when element.is("task-data", Ns.SASL2) -> hash(salted, element);
            default -> Sasl2.stray();
        };
    }

    private static C2sStep next(Granting.Tasked state, XmlElement next) {
        Upgrade upgrade = state.upgrades().getFirst();
        if (!next.attribute("task").equals(Optional.of(upgrade.task()))) {
            return fail(state.grant(), INVALID_MECHANISM);
        }
        XmlElement salt = XmlElement.builder("salt", Ns.SCRAM_UPGRADE)
                .attribute("iterations", Integer.toString(upgrade.iterations()))
                .text(Payload.encode(upgrade.salt()))
                .build();
        return C2sStep.to(
                new Granting.Salted(state.grant(), state.upgrades()),
                new C2sAction.Send(
                        XmlElement.builder("task-data", Ns.SASL2).child(salt).build()),
                new C2sAction.Progress());
    }

    private static C2sStep hash(Granting.Salted state, XmlElement data) {
        Optional<XmlElement> hash = data.element("hash", Ns.SCRAM_UPGRADE);
        if (hash.isEmpty()) {
            return fail(state.grant(), MALFORMED_REQUEST);
        }
        Optional<Octets> salted = Payload.base64(hash.get().text()).map(Octets::of);
        if (salted.isEmpty()) {
            return fail(state.grant(), INCORRECT_ENCODING);
        }
        Upgrade upgrade = state.upgrades().getFirst();
        if (salted.get().length() != upgrade.hash().length()) {
            return fail(state.grant(), MALFORMED_REQUEST);
        }
        return C2sStep.to(
                new Granting.Upgrading(state.grant(), state.upgrades()),
                new C2sAction.Upgrade(state.grant().account(), upgrade, salted.get()));
    }

    /** The keys are kept, or cannot be. */
    static C2sStep upgraded(C2sState state, boolean done) {
        if (!(state instanceof Granting.Upgrading(Grant grant, List<Upgrade> upgrades))) {
            return C2sStep.stay(state);
        }
        return done ? task(grant, upgrades.subList(1, upgrades.size())) : fail(grant, TEMPORARY_AUTH_FAILURE);
    }

    private static C2sStep fail(Grant grant, SaslFailure.Condition condition) {
        return C2sLogin.fail(grant.talk(), grant.profile(), condition);
    }

    private static C2sStep token(Grant grant) {
        InlineRequest request = grant.request();
        return request.token().isPresent() || request.renew()
                ? C2sStep.to(
                        new Granting.Issuing(grant),
                        new C2sAction.Issue(grant.account(), request.agent().orElseThrow(), request.token()))
                : session(grant);
    }

    /** There is a token; without one the client has to do what it did before. */
    static C2sStep issued(C2sState state, Optional<FastToken> token) {
        return state instanceof Granting.Issuing(Grant grant) ? session(grant.with(token)) : C2sStep.stay(state);
    }

    /** One that there is before a new one. */
    private static C2sStep session(Grant grant) {
        return grant.request()
                .resume()
                .map(resume -> C2sManagement.inline(grant, resume))
                .orElseGet(() -> resource(grant));
    }

    static C2sStep resumed(Grant grant, C2sState.Established established, XmlElement resumed) {
        return C2sStep.to(
                established,
                new C2sAction.Send(grant.with(resumed).success(established.jid())),
                new C2sAction.Admit(),
                new C2sAction.Send(C2sFeatures.bound(
                        grant.profile().policy(), established.jid().domain(), true)),
                new C2sAction.Settled(),
                new C2sAction.Tie());
    }

    /** It begins anew then, if it has said how. */
    static C2sStep notResumed(Grant grant, XmlElement failed) {
        return resource(grant.with(failed));
    }

    private static C2sStep resource(Grant grant) {
        InlineRequest request = grant.request();
        return request.tag()
                .map(tag -> C2sStep.to(
                        new Granting.Opening(grant),
                        new C2sAction.BindSession(
                                grant.account(), tag, grant.talk().lang(), request.agent(), request.wishes())))
                .orElseGet(() -> unbound(grant, 0));
    }

    static C2sStep opened(Granting.Opening state, Jid jid, Optional<XmlElement> enabled) {
        Grant grant = state.grant();
        return C2sStep.to(
                new C2sState.Established(jid, enabled.isPresent()),
                new C2sAction.Send(grant.bound(jid, enabled)),
                new C2sAction.Admit(),
                new C2sAction.Send(C2sFeatures.bound(grant.profile().policy(), jid.domain(), enabled.isPresent())),
                new C2sAction.Settled());
    }

    /** The client has proved who it is all the same; asking the older way it will hear what is wrong. */
    static C2sStep refused(Granting.Opening state) {
        return unbound(state.grant(), 1);
    }

    private static C2sStep unbound(Grant grant, int refusals) {
        Jid account = grant.account();
        return C2sStep.to(
                new C2sState.Binding(account, grant.talk().lang(), refusals),
                new C2sAction.Send(grant.success(account)),
                new C2sAction.Admit(),
                new C2sAction.Send(C2sFeatures.after(grant.profile().policy(), account.domain())),
                new C2sAction.Progress());
    }
}
