# Sourced by the other scripts: where things are, and how to talk.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Outside the clone, so that a fresh clone starts warm.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pushnchat
export PATH="$cache/tools/bin:$PATH"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
fail() {
    printf '\n\033[1;31m%s\033[0m\n' "$*" >&2
    exit 1
}
