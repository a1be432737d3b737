#!/usr/bin/env bash
# The front doors of Signalen. Each function below is one: ./run.sh demo, ./run.sh test, and so on.
# Needs Python 3.11 or newer and nothing else. Set-up speaks on stderr, so that --json keeps stdout clean.
# Exit 0 = ran and good, 1 = ran and found a fault, 2 = input refused, 3 = something is missing here.
set -euo pipefail

HIER="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
VENV="${SIGNALEN_VENV:-$HIER/.venv}"
AANROEP_MAP="$PWD"
export SIGNALEN_VAR="${SIGNALEN_VAR:-$HIER/var}"

zeg() { printf '%s\n' "$*" >&2; }

stop_met() { local code="$1"; shift; zeg "$*"; exit "$code"; }

find_python() {
    local naam
    for naam in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3; do
        if "$naam" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$naam"
            return 0
        fi
    done
    stop_met 3 "Signalen heeft Python 3.11 of nieuwer nodig. Zet dat op deze computer en start opnieuw."
}

make_venv() {
    [ -x "$VENV/bin/python" ] && return 0
    local python
    python="$(find_python)"
    zeg "Eerste keer: we maken een eigen omgeving in $VENV."
    "$python" -m venv "$VENV" >&2 \
        || stop_met 3 "Het maken van een omgeving lukt niet. Installeer het pakket python3-venv en start opnieuw."
}

# uv is quick; pip does the same where uv has no wheel. Both refuse a file whose hash is not in the list.
install_list() {
    local lijst="$1"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check uv >/dev/null 2>&1 || true
    if "$VENV/bin/python" -m uv --version >/dev/null 2>&1; then
        VIRTUAL_ENV="$VENV" "$VENV/bin/python" -m uv pip install --quiet --require-hashes -r "$lijst" >&2 && return 0
        zeg "Installeren met uv lukt niet; we proberen het met pip."
    fi
    "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$lijst" >&2
}

# The stamp names the list and the project file that were installed last; without a change nothing is fetched.
setup() {
    make_venv
    local stempel
    stempel="$(cat "$HIER/requirements-dev.txt" "$HIER/pyproject.toml" <(printf '%s' "$HIER") | cksum)"
    if [ "$(cat "$VENV/.stempel" 2>/dev/null || true)" != "$stempel" ]; then
        zeg "We installeren wat Signalen nodig heeft. Dat duurt een of twee minuten."
        install_list "$HIER/requirements-dev.txt" \
            || stop_met 3 "Installeren lukt niet. Kijk of deze computer bij PyPI kan en start opnieuw."
        "$VENV/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable "$HIER" >&2 \
            || stop_met 3 "Het project zelf installeren lukt niet; de regels hierboven zeggen waarom."
        printf '%s' "$stempel" > "$VENV/.stempel"
    fi
    export PATH="$VENV/bin:$PATH"
    export PYTHONUNBUFFERED=1
    # What Python compiled is kept in our own environment, also where the machine asks not to write it beside
    # the sources: each of our processes then starts in half the time.
    export PYTHONPYCACHEPREFIX="$VENV/pycache"
    unset PYTHONDONTWRITEBYTECODE
}

# Run a part of Signalen that may not be in this checkout yet.
part() {
    local module="$1"; shift
    cd "$HIER"
    python -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('$module') is None)" >/dev/null 2>&1 \
        || stop_met 3 "Dit onderdeel ($module) zit nog niet in deze versie van Signalen."
    exec python -m "$module" "$@"
}

# Paths that a person types count from where that person stands, not from this folder.
own_paths() {
    ARGUMENTEN=()
    local vorige=""
    local deel
    for deel in "$@"; do
        if [ "$vorige" = "--input" ] && [ "${deel#/}" = "$deel" ]; then deel="$AANROEP_MAP/$deel"; fi
        ARGUMENTEN+=("$deel")
        vorige="$deel"
    done
}

demo() {
    setup
    export SIGNALEN_OMGEVING="${SIGNALEN_OMGEVING:-demo}"
    part signalen.supervisor demo "$@"
}

serve() {
    setup
    part signalen.supervisor serve "$@"
}

story() {
    setup
    export SIGNALEN_OMGEVING="${SIGNALEN_OMGEVING:-demo}"
    own_paths "$@"
    part signalen.story "${ARGUMENTEN[@]}"
}

bench() {
    setup
    export SIGNALEN_OMGEVING="${SIGNALEN_OMGEVING:-demo}"
    part signalen.bench "$@"
}

torture() {
    setup
    export SIGNALEN_OMGEVING="${SIGNALEN_OMGEVING:-demo}"
    part signalen.torture "$@"
}

shots() {
    setup
    export SIGNALEN_OMGEVING="${SIGNALEN_OMGEVING:-demo}"
    part signalen.shots "$@"
}

find_chromium() {
    local naam
    for naam in "${SIGNALEN_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$naam" ] && command -v "$naam" && return 0
    done
    return 1
}

run_tests() {
    export SIGNALEN_OMGEVING=test
    cd "$HIER"
    if SIGNALEN_CHROMIUM="$(find_chromium)"; then
        export SIGNALEN_CHROMIUM
    else
        unset SIGNALEN_CHROMIUM
        zeg "Geen Chromium gevonden: de browsertests worden overgeslagen. Installeer chromium om ze te draaien."
    fi
    # pytest answers 2 to 5 for its own reasons; to whoever called us these are all "found a fault".
    python -m pytest -n "${SIGNALEN_TEST_PROCESSEN:-2}" --dist worksteal "$@" || return 1
}

test() {
    setup
    run_tests "$@"
}

fmt() {
    setup
    cd "$HIER"
    ruff check --fix --quiet .
    ruff format .
}

step() {
    local naam="$1"; shift
    zeg "== $naam"
    "$@" || stop_met 1 "Niet goed: $naam."
}

check_routes() {
    local route
    for route in "$HIER"/workflows/opschaalroutes/*.toml; do
        [ -e "$route" ] || return 0
        SIGNALEN_OMGEVING=test signalen route controleer "$route" || return 1
    done
}

# Migrations up, down and up again are a test (tests/house), so that they run once and on the same server.
sure() {
    setup
    cd "$HIER"
    step "opmaak" ruff format --check --output-format concise .
    step "lint" ruff check --quiet --output-format concise .
    step "types" mypy
    step "wie mag wie importeren" lint-imports
    step "de routes" check_routes
    step "de tests" run_tests "$@"
    zeg "Alles is goed."
}

usage() {
    zeg "Zo: ./run.sh demo | test | story | sure | bench | torture | serve | fmt | shots"
    exit 2
}

case "${1:-}" in
    demo | test | story | sure | bench | torture | serve | fmt | shots) "$@" ;;
    *) usage ;;
esac
