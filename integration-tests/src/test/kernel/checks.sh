# Named checks for a script in the guest, one line each in OUT/results: "ok NAME" or "not ok NAME: REASON".
# Sourced before the script. A name is a short phrase without ": ".

OUT=/tmp/out
: >"$OUT/results"

# check NAME COMMAND...   holds if the command succeeds; the reason is the end of what it printed
check() {
    local name=$1 text status
    shift
    text=$("$@" 2>&1)
    status=$?
    report "$name" "$status" "$text"
}

# need NAME COMMAND...   a check that ends the script when it does not hold, since the rest would say nothing
need() { check "$@" || exit 1; }

# check_text NAME PATTERN COMMAND...   holds if the command's output, errors included, matches the extended regular expression
check_text() {
    local name=$1 pattern=$2 text status=0
    shift 2
    text=$("$@" 2>&1)
    [[ $text =~ $pattern ]] || status=1
    report "$name" "$status" "not like '$pattern': $text"
}

# report NAME STATUS TEXT   for what fits none of them; returns the status
report() {
    if [ "$2" = 0 ]; then
        echo "ok $1" >>"$OUT/results"
    else
        echo "not ok $1: status $2: $(printf %s "$3" | tail -c 600 | tr '\n\t' '  ')" >>"$OUT/results"
    fi
    return "$2"
}

# signal NAME   tells the host that the guest is there
signal() { : >"$OUT/signal-$1"; }

# await NAME [SECONDS]   waits until the host has told the guest the same way; fails after 60 s
await() {
    local tries=$((${2:-60} * 5))
    until [ -e "$OUT/signal-$1" ]; do
        ((tries-- > 0)) || { echo "the host did not signal $1" >&2; return 1; }
        sleep 0.2
    done
}

# within SECONDS COMMAND...   the command's status, or 124 when it takes longer
within() {
    local seconds=$1
    shift
    timeout -k 1 "$seconds" "$@"
}
