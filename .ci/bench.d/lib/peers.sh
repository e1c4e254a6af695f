# The peers of the workflow engine: SpiffWorkflow (Python) and bpmn-engine (Node), from ../shared/peers/engine. Source it
# after lib.sh.
# shellcheck shell=bash

peers="$root/../shared/peers/engine"
work="$cache/peers/engine"

# peers_ready — answers 1, aloud, where they are not there.
peers_ready() {
    if [ ! -f "$peers/spiff_bench.py" ]; then
        say "skipped: the peers of the workflow engine are not in ../shared/peers/engine" >&2
        return 1
    fi
    mkdir -p "$work"
    cp --update --no-preserve=mode "$peers"/* "$work/"
    [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv" >&2
    "$work/venv/bin/python" -c 'import SpiffWorkflow' 2>/dev/null || "$work/venv/bin/pip" install --quiet spiffworkflow >&2
}

# median — the median of what a peer's bench prints.
median() { sed -n 's/.* median \([0-9.]*\) .*/\1/p'; }
