# Shared by every script here: where things are, how we speak, what we need. Source it, do not run it.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/sportello"
# The cargo target folder of this clone. Never shared between clones: cargo would run the other one's binary.
# The server embeds target/site, so the folder's place is fixed too.
target="$root/target"
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR

# Flags from the environment would replace those of .cargo/config.toml and rebuild everything.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else bold='' dim='' red='' plain=''; fi

# say TEXT… — one line of news.
say() { printf '%s\n' "${bold}»${plain} $*"; }
# fail TEXT… — says why on stderr and stops.
fail() { printf '%s\n' "${red}✗ $*${plain}" >&2; exit 1; }
# skip WHAT WHY — remembered for the list at the end (`report_skipped`).
skip() {
    say "skipped · $1: $2"
    if [ -n "${SPORTELLO_SKIPPED:-}" ]; then echo "$1: $2" >>"$SPORTELLO_SKIPPED"; fi
}

# step NAME COMMAND… — names the step, runs it, prints the seconds it took; a failure stops the script.
step() {
    local name=$1 from=$EPOCHREALTIME code took
    shift
    say "$name"
    # Not `"$@" || …`: bash would then ignore failures inside a function.
    set +e
    (set -e; "$@")
    code=$?
    set -e
    took=$(elapsed "$from")
    if [ "$code" -ne 0 ]; then
        fail "$name failed after $took s (exit code $code)"
    fi
    printf '%s\n' "${dim}  done · $name · $took s${plain}"
}

# elapsed FROM — seconds since an earlier $EPOCHREALTIME, with one decimal.
elapsed() { LC_ALL=C awk -v a="${1/,/.}" -v b="${EPOCHREALTIME/,/.}" 'BEGIN { printf "%.1f", b - a }'; }

# collect_skipped — from here on, this script and those it runs note what they leave out.
collect_skipped() {
    SPORTELLO_SKIPPED=$(mktemp)
    export SPORTELLO_SKIPPED
}
report_skipped() {
    if [ -s "$SPORTELLO_SKIPPED" ]; then
        say "skipped in this run:"
        sed 's/^/    /' "$SPORTELLO_SKIPPED"
    else
        say "nothing was skipped"
    fi
    rm -f "$SPORTELLO_SKIPPED"
}

has() { command -v "$1" >/dev/null 2>&1; }
# digest — one hash of what comes on stdin.
digest() { sha256sum | cut -c1-16; }
# locked CRATE — its version in Cargo.lock.
locked() { awk -v name="\"$1\"" '$1 == "name" && $3 == name { found = 1; next } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock; }

# as_root COMMAND… — runs it as root, or answers 1 where neither root nor passwordless sudo is at hand.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# need_package PROBE PACKAGE… — PROBE is a command or a glob of files; where it is missing, installs the
# Debian packages, or prints the one line to run and stops.
need_package() {
    local probe=$1
    shift
    if present "$probe"; then return 0; fi
    local line="apt-get install -y --no-install-recommends $*"
    if ! has apt-get; then fail "$probe is missing and this is no Debian: install what corresponds to: $*"; fi
    if [ "$(id -u)" -ne 0 ] && ! { has sudo && sudo -n true 2>/dev/null; }; then
        fail "$probe is missing. Run this once, then try again:  sudo $line"
    fi
    say "installing Debian packages: $* (waiting for apt)"
    # The package lists may be stale or absent: refresh them only when the first try fails.
    apt_install "$@" 2>/dev/null || { as_root apt-get update -qq && apt_install "$@"; }
    present "$probe" || fail "$probe is still missing after: $line"
}

apt_install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

present() {
    case $1 in
    */*) compgen -G "$1" >/dev/null ;;
    *) has "$1" ;;
    esac
}

# need_node FOLDER — node is there and FOLDER/node_modules is what its lock file says.
need_node() {
    if ! { has node && has npm; }; then fail "node 20 or newer, with npm, is needed: https://nodejs.org or your distribution's packages"; fi
    local stamp="$1/node_modules/.locked" lock
    lock=$(digest <"$1/package-lock.json")
    if [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ]; then return 0; fi
    say "npm packages of $1/ (waiting for npm)"
    (cd "$1" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-progress --loglevel=error)
    echo "$lock" >"$stamp"
}

need_rust() { has cargo || fail "Rust is needed: https://rustup.rs"; }

# free_port — a loopback port nobody listens on now.
free_port() { node -e 'const s=require("net").createServer();s.listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
