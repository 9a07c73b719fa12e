package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.fast.Redemption;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Granting;
import java.util.Optional;

/**
 * A client's stream: nothing is done for anybody before a back end has said who it is, and nothing as anybody else; stanzas flow
 * only once a session has opened, or come.
 */
final class C2sWalk extends C2sMoves {
    private final C2sMachine machine;
    private final StartTls startTls;
    private boolean secure;
    private boolean known;

    C2sWalk(StartTls startTls) {
        this.startTls = startTls;
        machine = new C2sMachine(C2sPolicies.all(startTls, ACCOUNTS));
    }

    @Override
    Done<C2sState, C2sAction> step(C2sState state, C2sEvent event) {
        boolean verifying = state instanceof C2sState.Verifying;
        if (verifying && event instanceof C2sEvent.Looked(Answer answer)) {
            known |= answer instanceof Answer.Accepted || answer instanceof Answer.Redeemed(Redemption.Accepted _);
        }
        secure |= event instanceof C2sEvent.Secured;
        C2sStep step = machine.step(state, event);
        for (C2sAction action : step.actions()) {
            if (action instanceof C2sAction.Look(Step.Need asked)) {
                asks(asked);
            }
        }
        return new Done<>(step.state(), step.actions());
    }

    @Override
    Meaning meaning(C2sAction action) {
        return switch (action) {
            case C2sAction.Open _ -> Meaning.OPEN;
            case C2sAction.Send _, C2sAction.Report _, C2sAction.Enable _ -> Meaning.SEND;
            case C2sAction.Restart _, C2sAction.Secure _ -> Meaning.RESTART;
            case C2sAction.Close(var error) -> ended(error);
            case C2sAction.Drop() -> Meaning.CLOSE;
            default -> Meaning.OTHER;
        };
    }

    @Override
    boolean isOver(C2sState state) {
        return state instanceof C2sState.Ended;
    }

    @Override
    void check(C2sState before, C2sEvent event, Done<C2sState, C2sAction> done) {
        user(done.state()).ifPresent(this::isKnown);
        for (C2sAction action : done.actions()) {
            account(action).ifPresent(this::isKnown);
            assertThat(action instanceof C2sAction.Look && !secure && startTls == StartTls.REQUIRED)
                    .as("no password in the clear")
                    .isFalse();
        }
        boolean begins = done.state() instanceof C2sState.Established && !(before instanceof C2sState.Established);
        assertThat(begins && !(event instanceof C2sEvent.Opened) && !(event instanceof C2sEvent.Resumed))
                .as("no session that has not opened")
                .isFalse();
        if (done.state() instanceof C2sState.Binding binding) {
            assertThat(binding.refusals()).isLessThanOrEqualTo(C2sBinding.REFUSALS);
        }
        if (done.state() instanceof C2sState.Negotiating(C2sState.Talk talk)) {
            assertThat(talk.strikes()).isBetween(0, 15);
        }
    }

    private void isKnown(Jid account) {
        assertThat(account.bare()).isEqualTo(ALICE);
        assertThat(known).as("nothing before it is known who it is").isTrue();
    }

    private static Optional<Jid> user(C2sState state) {
        return switch (state) {
            case C2sState.Authenticated(Jid user) -> Optional.of(user);
            case C2sState.Binding binding -> Optional.of(binding.user());
            case C2sState.Opening(C2sState.Binding binding, var _) -> Optional.of(binding.user());
            case C2sState.Resuming(C2sState.Binding binding) -> Optional.of(binding.user());
            case C2sState.Established established -> Optional.of(established.jid());
            case Granting granting -> Optional.of(granting.grant().account());
            default -> Optional.empty();
        };
    }

    /** Whom something is done for that is done for nobody else. */
    private static Optional<Jid> account(C2sAction action) {
        return switch (action) {
            case C2sAction.OpenSession open -> Optional.of(open.user());
            case C2sAction.BindSession bind -> Optional.of(bind.user());
            case C2sAction.Resume resume -> Optional.of(resume.user());
            case C2sAction.Compare compare -> Optional.of(compare.account());
            case C2sAction.Upgrade upgrade -> Optional.of(upgrade.account());
            case C2sAction.Issue issue -> Optional.of(issue.account());
            case C2sAction.Judge(Optional<Jid> account, boolean success) -> success ? account : Optional.empty();
            default -> Optional.empty();
        };
    }
}
