#!/usr/bin/env bash
# Runs the cases of the tracking bench through `perimeter track` and its scorer,
# and prints our rows beside the bars that are to be beaten.
#
#   bench/tracking.sh [CASE ...] [-- OPTIONS OF track ...]
#
# A CASE is a name of the bench (C1 C2 C3a C3b C5, by default all) or a folder
# that is laid out as they are (see bench/makecase.py).
# It needs the bench at ../shared/bench/tracking beside the checkout, and a
# Python with numpy and scipy (Debian: python3-numpy python3-scipy; PYTHON names
# it, /usr/bin/python3 by default). Tracks and scores are left in OUT, a new
# folder under /tmp by default.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=../shared/bench/tracking
python=${PYTHON:-/usr/bin/python3}
out=${OUT:-$(mktemp -d)}
cases=()
while (($#)) && [[ $1 != -- ]]; do cases+=("$1") && shift; done
(($#)) && shift
((${#cases[@]})) || cases=(C1 C2 C3a C3b C5)
[[ -f $bench/metrics.py ]] || { echo "tracking.sh: the bench is not at $bench" >&2 && exit 2; }
CGO_ENABLED=0 go build -o "$out/perimeter" ./cmd/perimeter
for c in "${cases[@]}"; do
  dir=$c
  [[ -d $dir ]] || dir=$bench/$c
  name=$(basename "$c")
  "$out/perimeter" track --radars "$dir/radars.csv" --plots "$dir/plots.csv" --case "$dir/case.json" \
    --out "$out/$name.csv" --force --json "$@" >"$out/$name.track.json"
  "$python" $bench/metrics.py --case-dir "$dir" --tracks "$out/$name.csv" --json "$out/$name.score.json" >"$out/$name.txt"
done
"$python" bench/table.py "$out" "${cases[@]}"
