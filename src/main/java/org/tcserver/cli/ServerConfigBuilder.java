package org.tcserver.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.OriginPolicy;
import org.tcserver.http.WebOrigin;
import org.tcserver.net.AddressRange;
import org.tcserver.net.AddressRanges;
import org.tcserver.server.Access;
import org.tcserver.server.Limits;
import org.tcserver.server.Listeners;
import org.tcserver.server.MasterKey;
import org.tcserver.server.Proxies;
import org.tcserver.server.RealTime;
import org.tcserver.server.Redirection;
import org.tcserver.server.ServerConfig;
import org.tcserver.server.Transport;

/** Collects flags one by one; the last one wins if a flag is not repeatable. Confined to the thread that created it. */
final class ServerConfigBuilder {
    /** The environment variable for the file of master keys, used if no flag supplies keys. */
    static final String KEYS_FILE = "TCSERVER_KEYS_FILE";

    private final List<InetSocketAddress> rtmfp = new ArrayList<>();
    private final List<InetSocketAddress> rtmp = new ArrayList<>();
    private final List<InetSocketAddress> rtmpSimple = new ArrayList<>();
    private final List<InetSocketAddress> rtws = new ArrayList<>();
    private final List<InetSocketAddress> rtmps = new ArrayList<>();
    private final List<InetSocketAddress> wss = new ArrayList<>();
    private @Nullable Path certificateFile;
    private @Nullable Path keyFile;

    private final Surroundings surroundings;
    private final List<MasterKey> masterKeys = new ArrayList<>();
    private @Nullable String serverInfo;
    private final Set<WebOrigin> origins = new HashSet<>();
    private boolean allowsAnyOrigin;
    private final Set<String> publicNames = new HashSet<>();

    private Duration videoLifetime = RealTime.DEFAULT.lifetimes().video();
    private Duration audioLifetime = RealTime.DEFAULT.lifetimes().audio();
    private Duration checkpointLifetime = RealTime.DEFAULT.lifetimes().checkpoint();
    private Duration finishByMargin = RealTime.DEFAULT.finishByMargin();
    private Duration hold = RealTime.DEFAULT.hold();
    private Duration previousGopStartByMargin = RealTime.DEFAULT.previousGop().startByMargin();
    private boolean expiresPreviousGop = RealTime.DEFAULT.previousGop().expires();

    private final List<AddressRange> proxySpeakers = new ArrayList<>();
    private final List<AddressRange> trustedProxies = new ArrayList<>();

    private int maxConnections = Limits.DEFAULT.connections().atOnce();
    private int maxConnectionsPerAddress = Limits.DEFAULT.connections().perAddress();
    private int maxConnectRate = Limits.DEFAULT.connections().perAddressAndSecond();
    private int maxMessages = Limits.Messages.DEFAULT.perSecond();
    private int maxMessageBytes = Limits.Messages.DEFAULT.bytes();
    private int maxMessagesWaiting = Limits.Messages.DEFAULT.waitingBytes();
    private int maxStreams = Limits.DEFAULT.streams();
    private Duration handshakeTimeout = Limits.DEFAULT.handshakeTimeout();
    private Duration silentPublisher = Limits.DEFAULT.silentPublisher();

    private int dscp = Transport.DEFAULT.dscp();
    private Duration congestionDelay = Transport.DEFAULT.congestionDelay();
    private Duration longestMerge = Transport.DEFAULT.longestMerge();
    private Duration reorderWindow = Transport.Rtmfp.DEFAULT.reorderWindow();
    private boolean staticKeys = Transport.Rtmfp.DEFAULT.staticKeys();
    private boolean requiresHmac = Transport.Rtmfp.DEFAULT.requiresHmac();
    private boolean requiresSequenceNumbers = Transport.Rtmfp.DEFAULT.requiresSequenceNumbers();
    private boolean allowsSeveralConnections = Transport.Rtmfp.DEFAULT.allowsSeveralConnections();

    private final Set<Redirection.Redirector> redirectors = new LinkedHashSet<>();
    private final Set<Redirection.Credentials> credentials = new LinkedHashSet<>();
    private final List<InetSocketAddress> advertised = new ArrayList<>();
    private boolean advertisesReflexive = Redirection.DEFAULT.advertisesReflexive();

    private Duration shutdownDeadline = ServerConfig.Operation.DEFAULT.shutdownDeadline();
    private boolean acceptsWhileShuttingDown = ServerConfig.Operation.DEFAULT.acceptsWhileShuttingDown();
    private final List<InetSocketAddress> metrics = new ArrayList<>();
    private int verbosity = ServerConfig.Operation.DEFAULT.verbosity();

    ServerConfigBuilder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void apply(Getopt.Flag flag) throws UsageException {
        var name = flag.name();
        switch (name) {
            case "E" -> expiresPreviousGop = false;
            case "x" -> staticKeys = true;
            case "H" -> requiresHmac = false;
            case "S" -> requiresSequenceNumbers = false;
            case "m" -> allowsSeveralConnections = true;
            case "D" -> advertisesReflexive = false;
            case "c" -> acceptsWhileShuttingDown = true;
            case "v" -> verbosity++;
            default -> apply(name, flag.requiredValue());
        }
    }

    private void apply(String name, String value) throws UsageException {
        switch (name) {
            case "B" -> rtmfp.add(Values.address(name, value));
            case "b" -> rtmp.add(Values.address(name, value));
            case "s" -> rtmpSimple.add(Values.address(name, value));
            case "w" -> rtws.add(Values.address(name, value));
            case "-rtmps" -> rtmps.add(Values.address(name, value));
            case "-wss" -> wss.add(Values.address(name, value));
            case "-metrics" -> metrics.add(Values.address(name, value));
            case "-tls-cert" -> certificateFile = Values.file(name, value);
            case "-tls-key" -> keyFile = Values.file(name, value);
            case "d" -> advertised.add(Values.address(name, value));
            case "i" -> serverInfo = value;
            case "k" -> masterKeys.add(Values.textKey(name, value));
            case "K" -> masterKeys.add(Values.hexKey(name, value));
            case "L" -> redirectors.add(Values.redirector(name, value));
            case "l" -> add("-l", Values.credentials(name, value));
            case "-keys-file" -> addKeys("--keys-file", Values.file(name, value));
            case "-redirector-auth-file" -> addCredentials(Values.file(name, value));
            case "-allow-origin" -> addOrigin(name, value);
            case "-public-name" -> publicNames.add(Values.hostName(name, value));
            case "-hold" -> hold = Values.seconds(name, value, RealTime.MAX_HOLD);
            case "T" -> dscp = Values.dscp(name, value);
            case "-proxy-protocol" -> proxySpeakers.addAll(Values.ranges(name, value));
            case "-trusted-proxy" -> trustedProxies.addAll(Values.ranges(name, value));
            case "-max-connections" -> maxConnections = Values.count(name, value);
            case "-max-connections-per-address" -> maxConnectionsPerAddress = Values.count(name, value);
            case "-max-connect-rate" -> maxConnectRate = Values.count(name, value);
            case "-max-messages" -> maxMessages = Values.count(name, value);
            case "-max-message-bytes" -> maxMessageBytes = Values.count(name, value);
            case "-max-messages-waiting" -> maxMessagesWaiting = Values.count(name, value);
            case "-max-streams" -> maxStreams = Values.count(name, value);
            case "-handshake-timeout" -> handshakeTimeout = Values.someSeconds(name, value);
            default -> apply(name, Values.seconds(name, value));
        }
    }

    private void apply(String name, Duration value) {
        switch (name) {
            case "V" -> videoLifetime = value;
            case "A" -> audioLifetime = value;
            case "F" -> finishByMargin = value;
            case "e" -> previousGopStartByMargin = value;
            case "C" -> checkpointLifetime = value;
            case "r" -> reorderWindow = value;
            case "X" -> congestionDelay = shorter(value, Transport.MAX_CONGESTION_DELAY);
            case "-merge" -> longestMerge = value;
            case "-silent-publisher" -> silentPublisher = value;
            case "t" -> shutdownDeadline = value;
            default -> throw new IllegalStateException("-" + name + " is in the usage only");
        }
    }

    private void addOrigin(String flag, String value) throws UsageException {
        if (value.equals("*")) {
            allowsAnyOrigin = true;
        } else {
            origins.add(Values.origin(flag, value));
        }
    }

    /**
     * Adds the keys of a file. A file without keys is an error, because it would leave the server open to all clients.
     */
    private void addKeys(String flag, Path file) throws UsageException {
        var lines = surroundings.readSecret(flag, file);
        if (lines.isEmpty()) {
            throw new UsageException(flag + " " + file + ": no key in it");
        }
        for (var line : lines) {
            masterKeys.add(Values.key(line));
        }
    }

    private void addCredentials(Path file) throws UsageException {
        for (var line : surroundings.readSecret("--redirector-auth-file", file)) {
            add(line.origin(), Values.credentials(line));
        }
    }

    /** Adds the keys of the environment if the command line has none. */
    private void addKeysOfEnvironment() throws UsageException {
        var file = surroundings.environment().get(KEYS_FILE);
        if (masterKeys.isEmpty() && file != null) {
            if (file.isEmpty()) {
                throw new UsageException(KEYS_FILE + ": empty; a server without keys is one where it is not set");
            }
            addKeys(KEYS_FILE, Path.of(file));
        }
    }

    /**
     * Adds a login. Two passwords for one user are an error, because the redirectors would refuse one of them and thus
     * the server.
     */
    private void add(String origin, Redirection.Credentials login) throws UsageException {
        if (credentials.stream().anyMatch(other -> other.contradicts(login))) {
            throw new UsageException(origin + ": another password for a user who has one already");
        }
        credentials.add(login);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns the single key for a token calculation. */
    MasterKey onlyKey() throws UsageException {
        addKeysOfEnvironment();
        if (masterKeys.size() != 1) {
            throw new UsageException(
                    "--keys-file, -k, -K: exactly one key is needed to calculate tokens, not " + masterKeys.size());
        }
        return masterKeys.getFirst();
    }

    ServerConfig build() throws UsageException {
        addKeysOfEnvironment();
        var listeners = new Listeners(rtmfp, rtmp, rtmpSimple, rtws, secure());
        if (listeners.isEmpty()) {
            throw new UsageException("-B, -b, -s, -w, --rtmps, --wss: at least one address to listen on is needed");
        }
        if (!redirectors.isEmpty() && rtmfp.isEmpty()) {
            throw new UsageException("-L " + redirectors.iterator().next().name() + ": redirectors need -B");
        }
        return new ServerConfig(
                listeners,
                new Access(masterKeys, serverInfo, new OriginPolicy(origins, allowsAnyOrigin, publicNames)),
                realTime(),
                transport(),
                limits(),
                new Proxies(new AddressRanges(proxySpeakers), new AddressRanges(trustedProxies)),
                new ServerConfig.Operation(shutdownDeadline, acceptsWhileShuttingDown, verbosity, metrics));
    }

    private Listeners.Secure secure() throws UsageException {
        var secure = new Listeners.Secure(rtmps, wss, certificateFile, keyFile);
        if ((certificateFile == null) != (keyFile == null)) {
            throw new UsageException(
                    certificateFile == null ? "--tls-key: needs --tls-cert, too" : "--tls-cert: needs --tls-key, too");
        }
        if (!secure.isEmpty() && certificateFile == null) {
            throw new UsageException("--rtmps, --wss: need --tls-cert and --tls-key");
        }
        if (secure.isEmpty() && certificateFile != null) {
            throw new UsageException("--tls-cert, --tls-key: no listener uses them; add --rtmps or --wss");
        }
        return secure;
    }

    private Limits limits() {
        return new Limits(
                new Limits.Connections(maxConnections, maxConnectionsPerAddress, maxConnectRate),
                new Limits.Messages(maxMessages, maxMessageBytes, maxMessagesWaiting),
                maxStreams,
                handshakeTimeout,
                silentPublisher);
    }

    private RealTime realTime() {
        return new RealTime(
                new RealTime.Lifetimes(videoLifetime, audioLifetime, checkpointLifetime),
                finishByMargin,
                new RealTime.PreviousGop(expiresPreviousGop, previousGopStartByMargin),
                hold);
    }

    private Transport transport() {
        var rtmfpChoices = new Transport.Rtmfp(
                reorderWindow, staticKeys, requiresHmac, requiresSequenceNumbers, allowsSeveralConnections);
        var redirection =
                new Redirection(List.copyOf(redirectors), List.copyOf(credentials), advertised, advertisesReflexive);
        return new Transport(dscp, congestionDelay, longestMerge, rtmfpChoices, redirection);
    }
}
