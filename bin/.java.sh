# shellcheck shell=bash
# What the commands beside this file share: they find a JDK, build what is not built, and run a main class.
# They set $self to their own path, without symbolic links, and $home to the folder above bin.

name=${self:?}
name=${name##*/}
jar=${home:?}/target/tcserver.jar

say() {
  printf '%s: %s\n' "$name" "$*" >&2
}

die() {
  say "$@"
  exit 1
}

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

# Whether SIGINT was ignored when this shell was started, as by a script that runs it in the background. Java would
# go on ignoring it, and the shell itself can't change that.
ignores_interrupt() {
  local key value
  while read -r key value; do
    if [[ $key == SigIgn: ]]; then
      return $((!(16#${value: -1} & 2)))
    fi
  done </proc/self/status
  return 1
} 2>/dev/null

# Runs main class $1 with the given arguments in place of this shell, with the flags of the array jvm_flags.
launch() {
  local main=$1 archive=$home/target/$name.jsa
  shift
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
  # Java reads arguments in the locale's encoding; in the C locale that would be ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
  local heed=()
  if ignores_interrupt; then
    heed=(env --default-signal=INT)
  fi
  # shellcheck disable=SC2086 # several flags may stand in the variable
  exec "${heed[@]}" "$JAVA_HOME/bin/java" "${jvm_flags[@]}" ${TCSERVER_JAVA_OPTS:-} -cp "$jar" "$main" "$@"
}
