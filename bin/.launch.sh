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

# Prints how much memory this process may use, in MiB: that of the machine, or the smallest limit of its control groups
# and of those above them, of either version; 0 where no file says it. $1 is put before the paths of the system's files.
memory_mib() {
  local system=${1:-} key value controllers path least=0
  if [[ ! -r $system/proc/meminfo || ! -r $system/proc/self/cgroup ]]; then
    printf '0\n'
    return
  fi
  while read -r key value _; do
    if [[ $key == MemTotal: ]]; then
      least=$((value / 1024))
    fi
  done <"$system/proc/meminfo"
  while IFS=: read -r _ controllers path; do
    case ,$controllers, in
      ,,) lower_to_limits /sys/fs/cgroup memory.max ;;
      *,memory,*) lower_to_limits /sys/fs/cgroup/memory memory.limit_in_bytes ;;
    esac
  done <"$system/proc/self/cgroup"
  printf '%s\n' "$least"
} 2>/dev/null

# Lowers $least to the limits of the control group $path and of those above it: files named $2, below folder $1.
# In a container, the path may be that of the host: then the container's own limit is at the top.
lower_to_limits() {
  local group=$path limit
  while :; do
    group=${group%/}
    if read -r limit <"$system$1$group/$2" && [[ $limit =~ ^[0-9]{1,18}$ ]] && ((limit >> 20 < least)); then
      least=$((limit >> 20))
    fi
    [[ $group == */* ]] || break
    group=${group%/*}
  done
}

# Adds to the array jvm_flags the limit of the heap: half of the memory, and $1 MiB at most. The other half is for the
# JVM itself, threads, buffers outside of the heap, and the kernel's buffers of sockets, which a control group counts too.
limit_heap() {
  local memory heap=$1
  memory=$(memory_mib)
  if ((memory > 0 && memory / 2 < heap)); then
    heap=$((memory / 2))
  fi
  jvm_flags+=("-Xmx${heap}m")
}

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
