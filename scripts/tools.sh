#!/usr/bin/env bash
# Installs what is missing for `make run` (tools.sh run), `make test` (tools.sh test) or `make bench` (tools.sh bench).
# Does nothing when all is there.
set -euo pipefail
. "$(dirname "$0")/common.sh"
purpose=${1:?run, test or bench}

# --- what has to be there already --------------------------------------------------------------------------------------
command -v cargo >/dev/null || fail 'Rust is missing. Install it from https://rustup.rs (1.95 or newer), then try again.'
command -v npm >/dev/null || fail 'Node is missing. Install Node 20 or newer with npm, then try again.'
rust=$(rustc --version | cut -d' ' -f2)
[ "$(printf '%s\n1.95.0\n' "$rust" | sort -V | head -1)" = 1.95.0 ] ||
    fail "Rust $rust is too old: 1.95 or newer is needed. Run \`rustup update stable\`, then try again."
node=$(node --version)
[ "$(printf '%s\nv20.0.0\n' "$node" | sort -V | head -1)" = v20.0.0 ] ||
    fail "Node $node is too old: 20 or newer is needed."

# --- packages of the system ----------------------------------------------------------------------------------------------
missing=()
command -v cc >/dev/null || missing+=(build-essential)
command -v setpriv >/dev/null || missing+=(util-linux)
{ command -v postgres || ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1 || missing+=(postgresql)
command -v psql >/dev/null || missing+=(postgresql-client)
if [ "$purpose" = test ]; then
    command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
    # Tests start one of their own, on a socket in a folder of theirs.
    command -v redis-server >/dev/null || missing+=(redis-server)
fi
if [ "$purpose" = bench ]; then
    for program in wrk curl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
fi
if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null ||
        fail "Missing: ${missing[*]} (Debian's names). Install them with your system's package manager, then try again."
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    [ -z "$sudo" ] || command -v sudo >/dev/null || fail "Run as root: apt-get install ${missing[*]}"
    say "Installing ${missing[*]} …"
    $sudo apt-get update -qq || fail 'apt-get update failed; is the network there?'
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        fail "apt-get could not install ${missing[*]}; its message is above."
fi
# Ubuntu 22.04 and Debian 11 come with an older one: told now, not after the build.
postgres=$(for program in "$(command -v postgres || true)" /usr/lib/postgresql/*/bin/postgres; do
    [ ! -x "$program" ] || "$program" --version | sed -nE 's/^postgres \(PostgreSQL\) ([0-9]+).*/\1/p'
done | sort -n | tail -1)
[ "${postgres:-0}" -ge 15 ] ||
    fail "PostgreSQL ${postgres:-of an unknown version} is too old: 15 or newer is needed, as in Debian 12 and Ubuntu 24.04.
On this system, install it from https://www.postgresql.org/download/, then try again."

# --- cargo's helpers -----------------------------------------------------------------------------------------------------
# Built with little optimisation: they take half the time to build, and run for seconds.
install_from_crates_io() {
    say "Installing $1 into $cache/tools (a few minutes, once) …"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$cache/tools/target" \
        cargo install --quiet --locked --root "$cache/tools" "$1" ||
        fail "cargo could not install $1; its message is above."
    rm -rf "$cache/tools/target"
}
if [ "$purpose" = test ]; then
    # A minimal Rust comes without them.
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || rustup component add rustfmt clippy ||
        fail 'Rust comes without rustfmt and clippy here. Install them (`rustup component add rustfmt clippy`), then try again.'
    cargo nextest --version >/dev/null 2>&1 || install_from_crates_io cargo-nextest@0.9.143
    cargo deny --version >/dev/null 2>&1 || install_from_crates_io cargo-deny@0.20.2
fi
