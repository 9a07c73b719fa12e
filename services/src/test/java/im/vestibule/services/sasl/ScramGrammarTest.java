package im.vestibule.services.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScramGrammarTest {
    @Test
    void readsAFirstMessageWithAllItsParts() {
        ClientFirst first = ClientFirst.parse("p=tls-exporter,a=ju=2Cliet,n=r=3Dm=2Co,r=a!b~,x=1,y=2=3")
                .orElseThrow();

        assertThat(first)
                .isEqualTo(new ClientFirst(
                        new ClientFirst.Flag.Bound("tls-exporter"),
                        "p=tls-exporter,a=ju=2Cliet,",
                        "ju,liet",
                        "r=m,o",
                        "a!b~",
                        "n=r=3Dm=2Co,r=a!b~,x=1,y=2=3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                "n,,n=juliet",
                "n,,n=juliet,",
                "n,,n=juliet,r=",
                "n,,r=nonce,n=juliet",
                "n,n=juliet,r=nonce",
                "n,,n=,r=nonce",
                "n,a=,n=juliet,r=nonce",
                "n,b=x,n=juliet,r=nonce",
                "n,,n=jul=iet,r=nonce",
                "n,,n=jul=2ciet,r=nonce",
                "n,,n=jul=3diet,r=nonce",
                "n,,n=juliet=,r=nonce",
                "n,a=x=y,n=juliet,r=nonce",
                "n,,m=ext,n=juliet,r=nonce",
                "n,,n=juliet,m=ext",
                "n,,n=juliet,r=no nce",
                "n,,n=juliet,r=no\u00fcnce",
                "n,,n=juliet,r=nonce,",
                "n,,n=juliet,r=nonce,x",
                "n,,n=juliet,r=nonce,x=",
                "n,,n=juliet,r=nonce,xy=z",
                "n,,n=juliet,r=nonce,1=z",
                "n,,n=jul\0iet,r=nonce",
                "N,,n=juliet,r=nonce",
                "x,,n=juliet,r=nonce",
                "p,,n=juliet,r=nonce",
                "p=,,n=juliet,r=nonce",
                "p=tls unique,,n=juliet,r=nonce",
                "y=x,,n=juliet,r=nonce",
                " n,,n=juliet,r=nonce",
                "n,,n=juliet,r=nonce\n",
            })
    void refusesFirstMessagesThatStrayFromTheGrammar(String message) {
        assertThat(ClientFirst.parse(message)).isEmpty();
    }

    @Test
    void readsAFinalMessageWithAllItsParts() {
        ClientFinal last = ClientFinal.parse("c=biws,r=a!b~,x=1,y=2=3,p=AAEC").orElseThrow();

        assertThat(last.withoutProof()).isEqualTo("c=biws,r=a!b~,x=1,y=2=3");
        assertThat(last.binding()).asString().isEqualTo("n,,");
        assertThat(last.nonce()).isEqualTo("a!b~");
        assertThat(last.proof()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=nonce",
                "c=biws,r=nonce,",
                "c=biws,r=nonce,p=",
                "c=,r=nonce,p=AAEC",
                "c=biws,r=,p=AAEC",
                "r=nonce,c=biws,p=AAEC",
                "c=biws,p=AAEC,r=nonce",
                "c=biws,r=nonce,p=AAEC,",
                "c=biws,r=nonce,p=AAEC,x=1",
                "c=biws,r=nonce,p=AAEC,p=AAEC",
                "c=biws,r=nonce,x=,p=AAEC",
                "c=biws,r=nonce,p=AAE",
                "c=biws,r=nonce,p=AAE=AAEC",
                "c=biws,r=nonce,p=AB==",
                "c=bi ws,r=nonce,p=AAEC",
                "c=biw,r=nonce,p=AAEC",
                "m=x,c=biws,r=nonce,p=AAEC",
                "c=biws,r=nonce,p=AAEC\n",
            })
    void refusesFinalMessagesThatStrayFromTheGrammar(String message) {
        assertThat(ClientFinal.parse(message)).isEmpty();
    }

    @Test
    void readsTheMostExtensionsThatFitOnASmallStack() throws InterruptedException {
        String extensions = ",x=y".repeat(Exchange.MAX_MESSAGE / 4);
        boolean[] read = new boolean[2];
        Thread small = new Thread(
                null,
                () -> {
                    read[0] = ClientFirst.parse("n,,n=juliet,r=nonce" + extensions)
                            .isPresent();
                    read[1] = ClientFinal.parse("c=biws,r=nonce" + extensions + ",p=AAEC")
                            .isPresent();
                },
                "small",
                160 * 1024);
        small.start();
        small.join();

        assertThat(read).containsExactly(true, true);
    }
}
