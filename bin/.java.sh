# shellcheck shell=bash
# What the commands beside this file share that need a JDK: they find one, and build what is not built.
# They have read .launch.sh before.

jar=${home:?}/target/tcserver.jar

# Sets $java_major to the version of the JDK in folder $1; 0 if there is none. Starts no process.
read_java_major() {
  java_major=0
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      java_major=${BASH_REMATCH[1]}
    fi
  done <"$1/release"
}

# Exports JAVA_HOME: as it is if it will do, else of the java on the path, else the newest in the usual folders.
find_jdk() {
  local on_path='' found=${JAVA_HOME:-} newest=20 candidate
  read_java_major "$found"
  if ((java_major <= newest)) && on_path=$(command -v java); then
    found=$(readlink -f "$on_path")
    found=${found%/bin/java}
    read_java_major "$found"
  fi
  if ((java_major <= newest)); then
    found=
    for candidate in /usr/lib/jvm/* /opt/* /opt/java/* ~/.sdkman/candidates/java/* ~/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
      read_java_major "$candidate"
      if ((java_major > newest)); then
        newest=$java_major found=$candidate
      fi
    done
  fi
  if [[ -z $found && -x /usr/libexec/java_home ]]; then
    found=$(/usr/libexec/java_home -F -v 21+ 2>/dev/null) || found=
  fi
  [[ -n $found ]] || die "no JDK of version 21 or later: install one (Debian or Ubuntu: openjdk-21-jdk, macOS:" \
    "brew install openjdk, any: adoptium.net), or set JAVA_HOME to its folder"
  export JAVA_HOME=$found
}

require_maven() {
  command -v mvn >/dev/null || die "no Maven: it is needed to build; install it (Debian or Ubuntu: apt-get install maven," \
    "macOS: brew install maven)"
}

# Whether the jar is missing or older than what it is made of.
is_stale() {
  [[ ! -e $jar ]] || [[ -n $(find "$home/pom.xml" "$home/src/main" -newer "$jar" -print -quit 2>/dev/null) ]]
}

# Builds the jar without running tests. Of several that want to, one builds and the others wait for it.
build() {
  require_maven
  mkdir -p "$home/target" || die "cannot build: no permission to write to $home"
  exec 9>"$home/target/.lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
  if is_stale; then
    say "building, which takes a minute the first time"
    local log=$home/target/build.log
    if ! (cd "$home" && mvn -B -q -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package) 9>&- >"$log" 2>&1; then
      cat "$log" >&2
      die "the build failed"
    fi
    touch "$jar"
  fi
  exec 9>&-
}

# Finds a JDK and builds the jar if need be; adds to the array jvm_flags what makes the JVM start faster.
prepare_jar() {
  local archive=$home/target/$name.jsa
  find_jdk
  if is_stale; then
    if [[ -e $jar && ! -w $home/target ]]; then
      say "running the build there is: it is older than its sources, and $home/target cannot be written"
    else
      build
    fi
  fi
  # The JVM writes the classes that it loaded to this archive when it first ends, and starts much faster from it.
  if [[ -e $archive && $jar -nt $archive && -w $home/target ]]; then
    rm -f "$archive"
  fi
  if [[ -w $home/target || $archive -nt $jar ]]; then
    jvm_flags+=("-XX:SharedArchiveFile=$archive" -XX:+AutoCreateSharedArchive)
  fi
}

# Compiles the tests if they changed, and sets $test_classes to the class path of the programs among them.
compile_tests() {
  local libraries=$home/target/test.classpath
  if [[ ! -e $libraries || -n $(find pom.xml src/main src/test -newer "$libraries" -print -quit) ]]; then
    require_maven
    say "compiling the tests"
    local log=$home/target/test-compile.log
    if ! mvn -B -q -ntp -DskipTests -Dspotless.check.skip=true test-compile dependency:build-classpath \
      -Dmdep.includeScope=test -Dmdep.outputFile="$libraries.new" >"$log" 2>&1; then
      cat "$log" >&2
      die "the tests do not compile"
    fi
    mv "$libraries.new" "$libraries"
  fi
  test_classes=target/test-classes:target/classes:$(<"$libraries")
}
