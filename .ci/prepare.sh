# Sourced by ./run and ./run-tests: installs what is missing, configures and builds.
# Everything it says goes to stderr, so that `./run score x.rec --json > scores` holds only scores.
# shellcheck shell=bash

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# The last sentence before giving up: what is at fault and what to do. Exit code 3 as unguard's own.
give_up() {
    say "unguard: $*"
    exit 3
}

# --- packages -------------------------------------------------------------------------------------

# Prints the packages that the given parts (core, game, tests) need.
packages_for() {
    local package part _
    while read -r package part _; do
        case " $* " in *" $part "*) [[ $package == \#* ]] || printf '%s\n' "$package" ;; esac
    done <"$root/.ci/packages.txt"
}

# Prints the packages among the given ones that are not installed.
missing_packages() {
    local package
    local -A installed=()
    while read -r package; do
        installed[$package]=1
    done < <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p')
    for package in "$@"; do
        [[ ${installed[$package]:-} ]] || printf '%s\n' "$package"
    done
}

# Shows apt's machine-readable progress as one line per tenth.
show_apt_progress() {
    local line kind percent tenth last=
    while IFS= read -r line; do
        case $line in
        dlstatus:*) kind="  downloading" ;;
        pmstatus:*) kind="  installing" ;;
        *) continue ;;
        esac
        percent=${line#*:*:}
        percent=${percent%%[.:]*}
        [[ $percent =~ ^[0-9]+$ ]] || continue
        tenth=$((percent / 10))
        [[ $kind$tenth != "$last" ]] || continue
        last=$kind$tenth
        say "$kind $((tenth * 10)) %"
    done
}

# Says in one sentence why apt-get failed, from its log.
explain_apt_failure() {
    local log=$1 again="then start $0 again" lacking
    if grep -qiE 'not in the sudoers|a password is required|may not run sudo' "$log"; then
        give_up "sudo did not allow the installation: ask whoever looks after this computer to" \
            "run \"$0\" once as root, $again."
    elif grep -qiE 'enough free space|No space left' "$log"; then
        give_up "The disk is full: free about 1.5 GB (\"df -h\" shows where), $again."
    elif grep -qiE 'Could not get lock|Unable to acquire the dpkg' "$log"; then
        give_up "Another program is installing packages: wait until it has finished, $again."
    elif grep -qiE 'Could not resolve|Temporary failure|(Unable|Could not) (to )?connect' "$log" ||
        grep -qiE 'Connection (refused|timed out)|Network is unreachable' "$log"; then
        give_up "Debian's package server could not be reached: connect this computer to the" \
            "internet, $again."
    elif grep -qiE 'Unable to locate package|no installation candidate' "$log"; then
        lacking=$(sed -nE "s/^E: (Unable to locate package|Package) '?([^ ']*).*/\2/p" "$log")
        give_up "This system's package sources lack $(sort -u <<<"$lacking" | xargs), which" \
            "Debian 12 has: see that /etc/apt names Debian's main archive, $again."
    elif grep -qiE 'dpkg was interrupted|unmet dependencies' "$log"; then
        give_up "An earlier installation was cut off: run \"dpkg --configure -a\" and then" \
            "\"apt-get install -f\" as root, $again."
    fi
    give_up "apt-get could not install the packages" \
        "($(grep -m1 '^E: ' "$log" || echo 'no reason given')). All that it said is in $log."
}

install_packages() {
    local log status as_root=()
    local -a apt=(env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -q -y)
    if ((EUID != 0)); then
        local command="apt-get install --no-install-recommends $*"
        # A machine that never asked for the lists of packages needs them first.
        [[ -n $(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null) ]] ||
            command="apt-get update, and then $command"
        command -v sudo >/dev/null ||
            give_up "Packages are missing and there is no sudo here. As root, run: $command"
        [[ -t 0 && -t 2 ]] ||
            give_up "Packages are missing and there is nobody here to ask. As root, run: $command"
        say "Unguard needs $# more packages from Debian: $*"
        local answer
        read -r -p "Install them now with sudo apt-get? [Y/n] " answer
        [[ ${answer:-y} == [yY]* ]] ||
            give_up "Nothing was installed. When you like, run as root: $command"
        sudo -v || give_up "sudo did not accept that. As root, run: $command"
        as_root=(sudo)
    fi
    say "Installing $# packages with apt-get (a few minutes, once) ..."
    log=$(mktemp "${TMPDIR:-/tmp}/unguard-apt.XXXXXX") ||
        give_up "${TMPDIR:-/tmp} can't be written: free some space there, then start $0 again."
    # Old lists name packages that the server has dropped since, so they are refreshed first. A
    # failure here (some other source is down, say) is only told if the installation fails as well.
    "${as_root[@]}" "${apt[@]}" update >>"$log" 2>&1 </dev/null
    # Progress gets a descriptor of its own (apt makes it non-blocking, on which dpkg's scripts
    # would choke), opened behind sudo, which closes all but the first three.
    "${as_root[@]}" sh -c 'exec "$@" 3>&1 1>&2' sh "${apt[@]}" -o APT::Status-Fd=3 \
        -o Dpkg::Use-Pty=0 install --no-install-recommends "$@" 2>>"$log" </dev/null |
        show_apt_progress
    status=${PIPESTATUS[0]}
    ((status == 0)) || explain_apt_failure "$log"
    rm -f "$log"
}

# Installs what the given parts (core, game, tests) lack.
prepare_packages() {
    local -a wanted missing
    mapfile -t wanted < <(packages_for "$@")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        # Not Debian: what is there may still do. What isn't, this machine's own tools install.
        command -v cmake >/dev/null && command -v ninja >/dev/null && return
        give_up "This is not Debian: install by this system's own means what Debian calls" \
            "${wanted[*]}; then start $0 again."
    fi
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

# --- build ----------------------------------------------------------------------------------------

# Prints the build folder of a preset; a compiler named by CC or CXX gets a folder of its own.
build_folder() {
    local preset=$1 compiler=${CC:-${CXX:-}}
    compiler=${compiler##*/}
    printf '%s' "$root/build/$preset${compiler:+-${compiler//[^A-Za-z0-9.+]/_}}"
}

explain_build_failure() {
    local log=$1
    if grep -q 'No space left on device' "$log"; then
        give_up "The disk is full: free about 200 MB (\"df -h\" shows where), then start $0 again."
    elif grep -qiE 'Permission denied|Read-only file system' "$log"; then
        give_up "$root/build can't be written by you: if an earlier start was made as root," \
            "remove that folder as root, then start $0 again."
    fi
    give_up "Building failed; the lines above say where, and $log holds all of them." \
        "If you changed nothing, remove $root/build and start $0 again."
}

# Ninja's lines as they come, without those that say that there was nothing to do.
show_build_progress() {
    local log=$1 line
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
        *'Re-checking globbed directories'* | *'ninja: no work to do'* | *'Re-running CMake'*) ;;
        -*) ;; # what CMake found when it looked again
        '['*']'*) if [[ -t 2 ]]; then printf '\r\033[K%.78s' "$line" >&2; else say "$line"; fi ;;
        *) say "$line" ;;
        esac
    done
    [[ -t 2 ]] && printf '\r\033[K' >&2
    return 0
}

# prepare_build PRESET FOLDER TESTS [TARGET]: an up-to-date build in FOLDER. TESTS is ON to have the
# tests built as well; OFF leaves them as they are, so that ./run never needs the test framework.
prepare_build() {
    local preset=$1 folder=$2 tests=$3 target=${4:-all} log=$2.log
    local compiler
    for compiler in "${CC:-}" "${CXX:-}"; do
        [[ -z $compiler ]] || command -v "${compiler%% *}" >/dev/null ||
            give_up "CC or CXX names \"$compiler\", which isn't installed: install it or unset it."
    done

    if ! mkdir -p "$folder" 2>/dev/null || ! : 2>/dev/null >"$log"; then
        give_up "$root/build can't be written by you: if an earlier start was made as root," \
            "remove that folder as root; or see that the disk has room. Then start $0 again."
    fi
    # Two builds in one folder spoil each other. The lock ends with this function.
    local lock
    exec {lock}>"$root/build/.lock"
    flock -n "$lock" || { say "Another build is going on; waiting for it ..." && flock "$lock"; }

    local cache=$folder/CMakeCache.txt
    # A checkout that was moved or copied since: CMake refuses the old folder, so it starts afresh.
    if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        rm -rf "$folder"
    fi
    if [[ ! -f $folder/build.ninja || ($tests == ON && ! -f $folder/.with-tests) ]]; then
        say "Configuring the build in ${folder#"$root"/} ..."
        if ! cmake -S "$root" --preset "$preset" -B "$folder" -DUNGUARD_TESTS="$tests" \
            >>"$log" 2>&1; then
            grep -A8 'CMake Error' "$log" >&2
            explain_build_failure "$log"
        fi
        [[ $tests == OFF ]] || : >"$folder/.with-tests"
    fi
    cmake --build "$folder" --target "$target" 2>&1 | show_build_progress "$log"
    ((PIPESTATUS[0] == 0)) || explain_build_failure "$log"
    exec {lock}>&-
}
