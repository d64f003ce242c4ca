#!/usr/bin/env bash
# `make fuzz`: Schemathesis reads the API's own document and tries every operation as a guest, a consumer, a CEO and an
# admin, with what the document allows and what it forbids (G-15). No answer may be a 5xx, and every answer must be one
# that the document tells. Ends with the number of requests and of answers by class; fails when anything was found.
# EXAMPLES: cases of each operation and phase (30); ACTORS; SEED; PORT; OUT: where reports go; BINARY: the program;
# SITE: a server that runs already, of which SITE_LOG is the log. More arguments go to Schemathesis.
set -euo pipefail
. "$(dirname "$0")/common.sh"
version=4.32.5
port=${PORT:-8095} out=$(realpath -m "${OUT:-${TMPDIR:-/tmp}/pushnchat-fuzz}")
binary=${BINARY:-${CARGO_TARGET_DIR:-target}/debug/pushnchat}
site=${SITE:-http://localhost:$port}
mkdir -p "$out"
rm -f "$out"/{guest,amina,kwame,admin,5xx}.{json,txt}

tool=$cache/schemathesis-$version
if [ ! -x "$tool/bin/st" ]; then
    say "Installing Schemathesis $version into $tool …"
    python3 -m venv "$tool" && "$tool/bin/pip" install --quiet "schemathesis==$version" ||
        fail 'Schemathesis could not be installed; Python 3.10 or newer with venv and pip is needed.'
fi

if [ -z "${SITE:-}" ]; then
    [ -x "$binary" ] || fail "There is no $binary yet: run \`cargo build\` or \`make run\` first."
    data=$(mktemp -d)
    # Limits off: the fuzzer comes from one address. The demo world is there for it to work on.
    PUSHNCHAT__LIMITS__ENABLED=false PUSHNCHAT__LOG__FILTER=warn "$binary" dev --port "$port" --data-dir "$data" >"$out/server.log" 2>&1 &
    server=$!
    trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$data"' EXIT
    say 'Starting the demo …'
    until curl -sfo /dev/null "$site/readyz"; do
        kill -0 $server 2>/dev/null || fail "The server ended: $(tail -5 "$out/server.log")"
        sleep 0.5
    done
fi

sign_in() {
    curl -sf "$site/api/v1/auth/login" -H 'content-type: application/json' \
        -d "{\"email\":\"$1@demo.pushnchat.test\",\"password\":\"karibu-sokoni-42\"}" |
        python3 -c 'import json,sys; print(json.load(sys.stdin)["data"]["access_token"])'
}

export SCHEMATHESIS_HOOKS=scripts.fuzz.hooks PYTHONPATH=$PWD PYTHONDONTWRITEBYTECODE=1 FUZZ_OUT=$out FUZZ_SITE=$site
found=0
for actor in ${ACTORS:-guest amina kwame admin}; do
    say "As $actor …"
    who=()
    export FUZZ_ACTOR=$actor FUZZ_TOKEN=
    if [ "$actor" != guest ]; then
        FUZZ_TOKEN=$(sign_in "$actor")
        who=(--header "Authorization: Bearer $FUZZ_TOKEN")
    fi
    # A valid value may still break a rule that a schema cannot tell, so `positive_data_acceptance` says nothing here.
    # Who signs out, changes their password or deletes themselves is a guest from then on: only guests try that.
    leaving=()
    [ "$actor" = guest ] || leaving=(--exclude-path-regex '^/api/v1/auth/(logout|sessions|password)' --exclude-operation-id deleteUsersMe)
    "$tool/bin/st" --config-file scripts/fuzz/schemathesis.toml run "$site/api/v1/openapi.json" "${who[@]}" "${leaving[@]}" \
        --exclude-checks positive_data_acceptance --max-examples "${EXAMPLES:-30}" --seed "${SEED:-20261121}" \
        --phases examples,coverage,fuzzing --continue-on-failure --no-shrink --generation-database none --request-timeout 30 --warnings off "$@" \
        >"$out/$actor.txt" 2>&1 || { found=1; sed -n '/= FAILURES =/,$p;/= ERRORS =/,$p' "$out/$actor.txt" | tail -40; }
done
say 'Answers'
python3 scripts/fuzz/tally.py "$out" || found=1
if [ -f "${SITE_LOG:-$out/server.log}" ] && grep -E '^.{0,40}ERROR' "${SITE_LOG:-$out/server.log}"; then found=1; fi
[ $found = 0 ] || fail "The fuzzer found something; it stands in $out."
