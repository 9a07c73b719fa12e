package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Caller;
import im.vestibule.admin.Code;
import im.vestibule.model.Jid;
import im.vestibule.services.personal.PersonalData.Reach;
import im.vestibule.services.personal.Retrieval;
import im.vestibule.services.personal.Retrieval.Fault;
import java.nio.file.Path;

/** What is kept about a user. */
public final class GdprCommands {
    private final Archivist personal;

    /** Who collects it, as {@link im.vestibule.services.personal.PersonalData} does. */
    @FunctionalInterface
    public interface Archivist {
        Retrieval retrieve(Jid user, String file, Reach reach);
    }

    public GdprCommands(Archivist personal) {
        this.personal = personal;
    }

    /**
     * Writes all of it to a file on the server, which must not be there.
     *
     * @param caller a domain's administrator may have it where such files belong only
     * @param file its path; relative to where such files belong
     * @return where it is
     */
    public Answer<Path> retrieve(Jid user, String file, Caller caller) {
        Reach reach = caller instanceof Caller.Admin ? Reach.ANYWHERE : Reach.DIRECTORY;
        return switch (personal.retrieve(user, file, reach)) {
            case Retrieval.Written(Path path) -> Answer.done(path);
            case Retrieval.NoSuchUser _ ->
                Answer.refused(Code.USER_DOES_NOT_EXIST_ERROR, "User " + user.bare() + " does not exist");
            case Retrieval.Unavailable _ -> Refusals.unavailable();
            case Retrieval.NotWritten(Fault why) -> Answer.refused(code(why), why.text());
        };
    }

    private static Code code(Fault why) {
        return switch (why) {
            case WRONG_FILENAME -> Code.WRONG_FILENAME_ERROR;
            case PERMISSION_DENIED -> Code.FILE_CREATION_PERMISSION_DENIED_ERROR;
            case IS_DIRECTORY -> Code.LOCATION_IS_A_DIRECTORY_ERROR;
            case NOT_WRITTEN -> Code.FILE_NOT_WRITTEN_ERROR;
        };
    }
}
