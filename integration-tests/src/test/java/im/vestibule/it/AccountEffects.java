package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The categories {@code checkAuth} and {@code account}. */
abstract class AccountEffects extends GraphQlEffects {
    private static final Jid CAROL = Jid.of("carol@door.test");

    AccountEffects() throws IOException {}

    @Test
    void saysWhoEverybodyIs() throws Exception {
        assertThat(at("admin").does("query checkAuth"))
                .isEqualTo(json("{'domain': null, 'authStatus': 'AUTHORIZED', 'authType': 'ADMIN'}"));
        assertThat(at("domain").does("query checkAuth"))
                .isEqualTo(json("{'domain': 'door.test', 'authStatus': 'AUTHORIZED', 'authType': 'DOMAIN_ADMIN'}"));
        assertThat(user(ALICE).does("query checkAuth"))
                .isEqualTo(json("{'username': 'alice@door.test', 'authStatus': 'AUTHORIZED'}"));
        for (String door : new String[] {"admin", "domain"}) {
            assertThat(nobody(door).does("query checkAuth"))
                    .isEqualTo(json("{'domain': null, 'authStatus': 'UNAUTHORIZED', 'authType': null}"));
        }
        assertThat(nobody("user").does("query checkAuth"))
                .isEqualTo(json("{'username': null, 'authStatus': 'UNAUTHORIZED'}"));
    }

    @ByAdministrators
    void whoIsRegisteredGetsIn(String door) throws Exception {
        assertThat(at(door).does(
                                "mutation account.registerUser",
                                "domain: 'door.test', username: 'carol', password: 'carol-secret'"))
                .isEqualTo(
                        json("{'jid': 'carol@door.test', 'message': 'User carol@door.test successfully registered'}"));
        assertThat(login(CAROL, "desk").jid()).contains(Jid.of("carol@door.test/desk"));
    }

    @ByAdministrators
    void whoIsRegisteredWithoutANameIsGivenOne(String door) throws Exception {
        JsonNode made = at(door).does("mutation account.registerUser", "domain: 'door.test', password: 'pw'");
        assertThat(enters(Jid.of(made.path("jid").asString()), "pw")).isTrue();
    }

    @ByAdministrators
    void passwordsAndTheirHashesAreRightOrNot(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        assertThat(deeds.does("query account.checkPassword", "user: 'alice@door.test', password: 'alice-secret'"))
                .isEqualTo(json("{'correct': true, 'message': 'Password is correct'}"));
        assertThat(deeds.does("query account.checkPassword", "user: 'alice@door.test', password: 'guess'"))
                .isEqualTo(json("{'correct': false, 'message': 'Password is incorrect'}"));
        for (String method : new String[] {"md5", "sha"}) {
            byte[] hash = MessageDigest.getInstance(method).digest("alice-secret".getBytes(StandardCharsets.UTF_8));
            String right = HexFormat.of().withUpperCase().formatHex(hash);
            assertThat(deeds.does("query account.checkPasswordHash", hashed(right, method)))
                    .isEqualTo(json("{'correct': true, 'message': 'Password hash is correct'}"));
            assertThat(deeds.does("query account.checkPasswordHash", hashed("00" + right.substring(2), method)))
                    .isEqualTo(json("{'correct': false, 'message': 'Password hash is incorrect'}"));
        }
    }

    private static String hashed(String hash, String method) {
        return "user: 'alice@door.test', passwordHash: '" + hash + "', hashMethod: '" + method + "'";
    }

    @ByAdministrators
    void everybodyIsListedAndCounted(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        site().renew(CAROL);
        site().renew(Jid.of("dave@other.test"));
        assertThat(deeds.does("query account.listUsers", "domain: 'door.test'"))
                .isEqualTo(json("['alice@door.test', 'bob@door.test', 'carol@door.test']"));
        assertThat(deeds.does("query account.countUsers", "domain: 'door.test'"))
                .isEqualTo(json("3"));
        assertThat(deeds.does("query account.checkUser", "user: 'carol@door.test'"))
                .isEqualTo(json("{'exist': true, 'message': 'User carol@door.test exists'}"));
    }

    @ByAdministrators
    void whoIsRemovedHasToLeave(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire bob = attend(BOB, "desk");
        assertThat(deeds.does("mutation account.removeUser", "user: 'bob@door.test'"))
                .isEqualTo(json("{'jid': 'bob@door.test', 'message': 'User bob@door.test successfully unregistered'}"));
        assertThat(bob.end()).endsWith("</stream:stream>");
        assertThat(enters(BOB, Site.password(BOB))).isFalse();
        assertThat(deeds.does("query account.checkUser", "user: 'bob@door.test'"))
                .isEqualTo(json("{'exist': false, 'message': 'User bob@door.test does not exist'}"));
    }

    @ByAdministrators
    void whoIsBannedHasToLeaveAndDoesNotGetInAgain(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire bob = attend(BOB, "desk");
        assertThat(deeds.does("mutation account.banUser", "user: 'bob@door.test', reason: 'spam'"))
                .isEqualTo(json("{'jid': 'bob@door.test', 'message': 'User bob@door.test successfully banned'}"));
        assertThat(bob.end()).contains("<conflict ", ">spam</text>");
        assertThat(enters(BOB, Site.password(BOB))).isFalse();
        assertThat(deeds.does("query account.checkUser", "user: 'bob@door.test'")
                        .path("exist")
                        .asBoolean())
                .isTrue();
    }

    @ByAdministrators
    void aNewPasswordTakesThePlaceOfTheOld(String door) throws Exception {
        assertThat(at(door).does("mutation account.changeUserPassword", "user: 'bob@door.test', newPassword: 'new'"))
                .isEqualTo(json("{'jid': 'bob@door.test', 'message': 'Password changed'}"));
        assertThat(enters(BOB, "new")).isTrue();
        assertThat(enters(BOB, Site.password(BOB))).isFalse();
    }

    /** The last line tells when those before have been read. */
    @ByAdministrators
    void whoIsInAFileIsMade(String door) throws Exception {
        Path file = site().directory().resolve("users.csv");
        Files.writeString(file, "dave,other.test,pw\ncarol,door.test,pw\n");
        assertThat(at(door).does("mutation account.importUsers", "filename: '" + file + "'"))
                .isEqualTo(json("{'status': 'ImportUsers scheduled', 'created': null, 'existing': null,"
                        + " 'notAllowed': null, 'invalidJID': null, 'emptyPassword': null, 'invalidRecord': null}"));
        Patience.await().until(() -> enters(CAROL, "pw"));
        assertThat(enters(Jid.of("dave@other.test"), "pw")).isEqualTo(door.equals("admin"));
    }

    @Test
    void usersChangeTheirPasswordsThemselves() throws Exception {
        assertThat(user(ALICE).does("mutation account.changePassword", "newPassword: 'new'"))
                .isEqualTo(json("'Password changed'"));
        assertThat(enters(ALICE, "new")).isTrue();
        assertThat(enters(ALICE, Site.password(ALICE))).isFalse();
    }

    @Test
    void usersLeaveForGood() throws Exception {
        Wire alice = attend(ALICE, "desk");
        GraphQlDeeds deeds = user(ALICE);
        assertThat(deeds.does("query account.field")).isEqualTo(json("true"));
        assertThat(deeds.does("mutation account.unregister"))
                .isEqualTo(json("'User alice@door.test successfully unregistered'"));
        assertThat(alice.end()).endsWith("</stream:stream>");
        assertThat(enters(ALICE, Site.password(ALICE))).isFalse();
    }
}
