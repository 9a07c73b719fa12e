package im.vestibule.server;

import java.util.Optional;

/** What was built. */
final class Build {
    /** Of this release, from the manifest of the jar. */
    static final String VERSION = Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");

    private Build() {}
}
