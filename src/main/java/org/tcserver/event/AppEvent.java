package org.tcserver.event;

/** An event of an App. Immutable. */
public sealed interface AppEvent extends Event {
    /** The first client connected to an App. */
    record Create(String app) implements AppEvent {
        @Override
        public String type() {
            return "create-app";
        }

        @Override
        public void describe(Members members) {
            members.put("app", app);
        }
    }

    /** The last client left an App. */
    record Destroy(String app, long connects, int maxClients, Totals totals) implements AppEvent {
        @Override
        public String type() {
            return "destroy-app";
        }

        @Override
        public void describe(Members members) {
            members.put("app", app).put("connects", connects).put("maxClients", maxClients);
            totals.describe(members);
        }
    }

    /** A data keyframe was stored. */
    record SetDataFrame(String app, String hashname, String callbackName) implements AppEvent {
        @Override
        public String type() {
            return "@setDataFrame";
        }

        @Override
        public void describe(Members members) {
            members.put("app", app).put("hashname", hashname).put("callbackName", callbackName);
        }

        @Override
        public boolean verboseOnly() {
            return true;
        }
    }

    /** A data keyframe was removed. */
    record ClearDataFrame(String app, String hashname, String callbackName) implements AppEvent {
        @Override
        public String type() {
            return "@clearDataFrame";
        }

        @Override
        public void describe(Members members) {
            members.put("app", app).put("hashname", hashname).put("callbackName", callbackName);
        }

        @Override
        public boolean verboseOnly() {
            return true;
        }
    }
}
