# shellcheck shell=bash
# What the commands beside this file share: how they speak, and how they run a main class.
# They set $self to their own path, without symbolic links, and $home to the folder above bin.

name=${self:?}
name=${name##*/}

say() {
  printf '%s: %s\n' "$name" "$*" >&2
}

die() {
  say "$@"
  exit 1
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

# Runs main class $1 with the given arguments in place of this shell, with the flags of the array jvm_flags: on the
# runtime beside it in an image, elsewhere on a JDK.
launch() {
  local main=$1 java entry
  shift
  if [[ -x ${home:?}/runtime/bin/java ]]; then
    java=$home/runtime/bin/java entry=(-m "org.tcserver/$main")
    # What the compilers needed at the start goes back to the system.
    jvm_flags+=(-XX:TrimNativeHeapInterval=10000)
  else
    # shellcheck source-path=SCRIPTDIR source=.java.sh
    source "$home/bin/.java.sh"
    prepare_jar
    java=$JAVA_HOME/bin/java entry=(-cp "$jar" "$main")
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
  exec "${heed[@]}" "$java" "${jvm_flags[@]}" ${TCSERVER_JAVA_OPTS:-} "${entry[@]}" "$@"
}
