#!/bin/sh
# Fuzzes the template engine: run.sh [executions] [corpus] [longest input]. Needs the toolchain's libFuzzer; stops
# at the first crash and leaves its input in the corpus folder's neighbour `crashes`.
set -eu
cd "$(dirname "$0")"
runs=${1:-1000000}
corpus=${2:-.build/corpus}
longest=${3:-2000}
mkdir -p "$corpus" "$corpus.crashes"
# Both in one flag for the compiler: `--sanitize fuzzer --sanitize address` reach it in either order, and it
# instruments nothing where `address` comes last.
swift build -c release --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address --product FuzzLiquid
number=0
for file in ../../Templates/shipped/*.liquid ../../Templates/shipped/partials/*.liquid \
    ../../../shared/data/liquid-templates/*.liquid; do
    [ -f "$file" ] || continue
    number=$((number + 1))
    { printf '\001'; cat "$file"; } > "$corpus/seed-$number"
done
ASAN_OPTIONS=symbolize=0:detect_leaks=0:malloc_context_size=0:quarantine_size_mb=1:max_malloc_fill_size=0
export ASAN_OPTIONS
export SWIFT_BACKTRACE=enable=no
.build/release/FuzzLiquid \
    -runs="$runs" -max_len="$longest" -timeout=60 -entropic=0 -reduce_inputs=0 -rss_limit_mb=2048 \
    -dict=liquid.dict \
    -artifact_prefix="$corpus.crashes/" -print_final_stats=1 "$corpus"
