package org.tcserver.cli;

/** The version of what runs. */
final class Version {
    private Version() {}

    /** The manifest tells it on the class path, the module descriptor elsewhere. */
    static String text() {
        var module = Version.class.getModule().getDescriptor();
        return module == null
                ? String.valueOf(Version.class.getPackage().getImplementationVersion())
                : module.rawVersion().orElse("unknown");
    }
}
