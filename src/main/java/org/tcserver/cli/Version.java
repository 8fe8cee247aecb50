package org.tcserver.cli;

/** The version of the program. */
final class Version {
    private Version() {}

    /** Returns the version from the manifest on the class path, otherwise from the module descriptor. */
    static String text() {
        var module = Version.class.getModule().getDescriptor();
        return module == null
                ? String.valueOf(Version.class.getPackage().getImplementationVersion())
                : module.rawVersion().orElse("unknown");
    }
}
