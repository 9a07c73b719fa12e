package im.vestibule.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A connection that only notes whether it is to be read. */
final class Quiet extends Mute implements C2sLine {
    final List<String> asked = new ArrayList<>();

    @Override
    public void pause() {
        asked.add("pause");
    }

    @Override
    public void resume() {
        asked.add("resume");
    }

    @Override
    public void restart(Allowance allowance) {}

    @Override
    public void secure() {}

    @Override
    public void admit(Allowance allowance) {}

    @Override
    public void shape(OptionalInt rate) {}

    @Override
    public void progress() {}

    @Override
    public void settled() {}

    @Override
    public void drop() {}
}
