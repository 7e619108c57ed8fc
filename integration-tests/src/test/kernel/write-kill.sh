# Three writers copy while the server is killed ROUNDS times. At a random moment of each round (SEED) the guest signals kill-N; the
# host kills the server, starts it, and says restarted-N. After each BATCH of kills the writers stop, all is looked at, and deleted,
# as the S3 holds all objects in memory; the mount and what the server remembers stay.
. ./write-checks.sh

BATCH=20
RANDOM=$SEED
# What went wrong, by the name of its check.
WRONG=/tmp/wrong
mkdir "$WRONG"
written=0

mount_line() { grep " $B " /proc/self/mountinfo; }

# one KEY KIND   writes a file in one of several ways; note what was expected, or what went wrong
one() {
    local key=$1 fact text
    case $2 in
    0) fact=$(fact_of "$SOURCES/1m") && text=$(cp "$SOURCES/1m" "$B/$key" 2>&1) ;;
    1) fact=$(fact_of "$SOURCES/20m") && text=$(cp "$SOURCES/20m" "$B/$key" 2>&1) ;;
    2) fact=$(fact_of_first 11000000 "$SOURCES/20m") && text=$(odd fsync "$SOURCES/20m" "$B/$key" 9000000 2000000 2>&1) ;;
    3) fact=$(fact_of_first 4194304 "$SOURCES/20m") && text=$(dd if="$SOURCES/20m" of="$B/$key" bs=1M count=4 conv=fsync 2>&1) ;;
    esac
    # shellcheck disable=SC2181  # of whichever it was
    if [ $? = 0 ]; then
        expect early "$key" "$fact" 0
    else
        echo "$key: $text" >>"$WRONG/no copy failed"
        sleep 1
    fi
}

# writer NAME   until it is told to stop
writer() {
    local number=0
    until [ -e /tmp/stop ]; do
        one "$1-$number" $((number % 4))
        number=$((number + 1))
    done
    : >"/tmp/ended-$(echo "$1" | cut -c 1)"
}

# kill_and_restart FIRST LAST
kill_and_restart() {
    local round
    for ((round = $1; round <= $2; round++)); do
        sleep "$((RANDOM % 3 + 1)).$((RANDOM % 1000 + 1000))"
        signal "kill-$round"
        await "restarted-$round" 120 || return
    done
}

all_ended() {
    local name
    for name in a b c; do [ -e "/tmp/ended-$name" ] || { ls /tmp; return 1; }; done
}

# note NAME COMMAND...   the text of what fails, to be shown by its check
note() {
    local name=$1 text
    shift
    text=$("$@" 2>&1) || echo "after $last kills: $text" >>"$WRONG/$name"
}
nothing_wrong() { [ ! -s "$WRONG/$1" ] || { cat "$WRONG/$1"; return 1; }; }
something_was_written() { [ "$written" -ge 10 ] || { echo "$written files"; return 1; }; }

# batch FIRST   kills, and looks at what was written meanwhile
batch() {
    local first=$1 name
    last=$((first + BATCH - 1 < ROUNDS ? first + BATCH - 1 : ROUNDS))
    rm -f /tmp/stop /tmp/ended-*
    : >"$EXPECTED"
    for name in a b c; do writer "$name-$first" & done
    kill_and_restart "$first" "$last" || echo "in batch $first" >>"$WRONG/the server was killed and started each time"
    : >/tmp/stop
    note "the writers come to their end" eventually 120 all_ended
    note "sync" within 120 sync
    # a session that was taken up publishes by itself after a minute of silence
    note "every copy that succeeded is whole in S3" eventually 75 all_in_s3
    note "every file reads as it was written" reads_equal
    note "no upload is left" eventually 75 no_upload_is_left
    written=$((written + $(wc -l <"$EXPECTED")))
    while read -r name _; do back_door "/delete?key=$name"; done <"$EXPECTED"
}

need "mount" mount_bucket
before=$(mount_line)
for ((next = 1; next <= ROUNDS; next += BATCH)); do batch "$next"; done
echo "$written files were written" >>"$OUT/figures"
for name in "the server was killed and started each time" "the writers come to their end" "sync" "no copy failed" \
    "every copy that succeeded is whole in S3" "every file reads as it was written" "no upload is left"; do
    check "$name" nothing_wrong "$name"
done
check "there were copies" something_was_written
check_text "it was not mounted again" "^same$" bash -c '[ "$1" = "$2" ] && echo same' - "$before" "$(mount_line)"
check "umount" umount "$B"
