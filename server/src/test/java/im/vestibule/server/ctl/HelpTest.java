package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTest {
    @Test
    void listsTheCategoriesALineEach() {
        assertThat(Help.of(Rich.CATALOG)).isEqualTo("""
                Categories:
                  card       Cards of users.
                  muc_light
                  checkAuth  Who asks.
                """);
    }

    @Test
    void listsTheCommandsOfACategory() {
        assertThat(Help.of(Rich.CATALOG.categories().getLast())).isEqualTo("""
                Usage: vestibule ctl [OPTIONS] muc_light COMMAND [--argument value]...

                Commands:
                  getRooms    Of a room.
                  countRooms
                  muteRoom

                ctl muc_light COMMAND --help tells what a command takes.
                """);
    }

    @Test
    void tellsWhatACommandTakes() {
        assertThat(Help.of(Rich.operation("card setCard"), Rich.CATALOG.schema()))
                .isEqualTo("""
                Usage: vestibule ctl [OPTIONS] card setCard --user=JID --card=CardInput [--others=CardInput...]

                Arguments:
                  --user    JID!          required
                  --card    CardInput!    required
                  --others  [CardInput!]  optional; again for each item, or all as a JSON list

                Types:
                  JID        The address of a user, with or without a resource.
                  CardInput  JSON {name: String!, kind: Kind = HOME, inner: CardInput, since: [PosInt!]}, or @FILE that holds it. A card to keep.
                  Kind       HOME, NOT_HOME
                  PosInt     A whole number above 0.

                Answers Card: name, photo, agent, kinds, secret, part.
                """);
    }

    @Test
    void tellsDefaultsAndHowToKeepASecret() {
        assertThat(Help.of(Rich.operation("card search"), Rich.CATALOG.schema()))
                .contains("--limit  PosInt!   optional, otherwise 50");
        assertThat(Help.of(Rich.operation("card changePassword"), Rich.CATALOG.schema()))
                .contains("--newPassword  String!  required; - asks for it, or reads it from standard input");
    }

    @Test
    void tellsOfSubscriptionsThatTheyGoOn() {
        assertThat(Help.of(Rich.operation("card listen"), Rich.CATALOG.schema()))
                .endsWith("again and again until Ctrl-C.\n");
    }
}
