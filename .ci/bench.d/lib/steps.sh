#!/usr/bin/env bash
# The second half of the engine's bench.
# A process of six steps with every step in its own durable transaction, on both databases: beside SpiffWorkflow on the
# same database, beside the same SQL issued raw, and what a step costs. Then the replay of all journals, and ten thousand
# terms that end in one night among SPORTELLO_BENCH_CASES cases (a million, unless it says otherwise).
source "$(dirname "$0")/../../lib.sh"
source .ci/bench.d/lib/peers.sh

cargo build --release --package testkit --example bench_steps --example bench_replay --example bench_timers --quiet >&2
spiff=
if peers_ready; then spiff=yes; fi

# beside NAME RATE — our rows, those of whole cases beside the peer's rate of the same run.
beside() {
    node -e '
        const [name, floor] = process.argv.slice(1);
        const rows = require("node:fs").readFileSync(0, "utf8").trim().split("\n").map(JSON.parse);
        for (const row of rows) {
            const clients = /^steps_(8_clients_)?(sqlite|postgres)$/.exec(row.name);
            if (clients && floor) {
                row.name = clients[1] ? `${name}_8_clients` : name;
                row.floor = Number(floor);
                row.ratio = Math.round((row.ours / row.floor) * 100) / 100;
                row.unit += "; the peer has one client";
            }
            console.log(JSON.stringify(row));
        }' "$@"
}

ours=$(SPORTELLO_TEST_DB=sqlite target/release/examples/bench_steps)
rate=${spiff:+$("$work/venv/bin/python" "$work/spiff_bench.py" sqlite-FULL 60 5 | median)}
printf '%s\n' "$ours" | beside engine_sqlite_vs_spiffworkflow "$rate"
SPORTELLO_TEST_DB=sqlite target/release/examples/bench_replay

trap '.ci/postgres stop >&2' EXIT
url=$(SPORTELLO_POSTGRES_FSYNC=on .ci/postgres start)
# Here every commit is to last, unlike in tests.
psql --quiet "$url" -c "ALTER SYSTEM SET synchronous_commit = on" -c "ALTER SYSTEM SET full_page_writes = on" \
    -c "SELECT pg_reload_conf()" >/dev/null
export SPORTELLO_TEST_DB=postgres SPORTELLO_TEST_POSTGRES="$url"
ours=$(target/release/examples/bench_steps)
rate=
if [ -n "$spiff" ]; then
    "$work/venv/bin/python" -c 'import psycopg2' 2>/dev/null || "$work/venv/bin/pip" install --quiet psycopg2-binary >&2
    # The peer's bench names a server of its own.
    port=$(sed -E 's|.*:([0-9]+)/.*|\1|' <<<"$url")
    sed "s/port=55432 user=postgres dbname=bench/port=$port user=sportello dbname=sportello/" "$work/spiff_bench.py" >"$work/spiff_bench_pg.py"
    rate=$("$work/venv/bin/python" "$work/spiff_bench_pg.py" pg 60 5 | median)
fi
printf '%s\n' "$ours" | beside engine_postgres_vs_spiffworkflow "$rate"
target/release/examples/bench_timers "${SPORTELLO_BENCH_CASES:-1000000}"
