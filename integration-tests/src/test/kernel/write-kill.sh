# Three writers copy while the server is killed ROUNDS times. At a random moment of each round (SEED) the guest signals kill-N; the
# host kills the server, starts it, and says restarted-N.
. ./write-checks.sh

FAILED=/tmp/failed
: >"$FAILED"
# The S3 holds all objects in memory, so those before the last ones are looked at meanwhile, and deleted.
KEPT=60
DELETED=/tmp/deleted
: >"$DELETED"
RANDOM=$SEED

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
        echo "$key: $text" >>"$FAILED"
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
    : >"/tmp/ended-$1"
}

# deleter   until it is told to stop
deleter() {
    local seen=0 key size sum
    until [ -e /tmp/stop ]; do
        (($(wc -l <"$EXPECTED") > seen + KEPT)) || { sleep 1; continue; }
        seen=$((seen + 1))
        read -r key size sum _ < <(sed -n "${seen}p" "$EXPECTED")
        eventually 75 same_in_s3 "$key" "$size $sum" >>"$FAILED"
        echo "$key" >>"$DELETED"
        back_door "/delete?key=$key"
    done
    : >/tmp/ended-deleter
}
# What is left to be looked at.
forget_deleted() {
    awk 'FILENAME == ARGV[1] {gone[$1] = 1; next} !($1 in gone)' "$DELETED" "$EXPECTED" >/tmp/left && mv /tmp/left "$EXPECTED"
}

kill_and_restart() {
    local round
    for ((round = 1; round <= ROUNDS; round++)); do
        sleep "$((RANDOM % 3 + 1)).$((RANDOM % 1000 + 1000))"
        signal "kill-$round"
        await "restarted-$round" 120 || return
    done
}

all_ended() {
    local name
    for name in a b c deleter; do [ -e "/tmp/ended-$name" ] || { ls /tmp; return 1; }; done
}
nothing_failed() { [ ! -s "$FAILED" ] || { cat "$FAILED"; return 1; }; }
something_was_written() { [ "$(wc -l <"$EXPECTED")" -ge 10 ] || { cat "$EXPECTED"; return 1; }; }

need "mount" mount_bucket
before=$(mount_line)
for name in a b c; do writer $name & done
deleter &
check "the server was killed and started each time" kill_and_restart
: >/tmp/stop
check "the writers come to their end" eventually 120 all_ended
check "sync" within 120 sync
check "no copy failed" nothing_failed
check "there were copies" something_was_written
echo "$(wc -l <"$EXPECTED") files were written" >>"$OUT/figures"
forget_deleted
# a session that was taken up publishes by itself after a minute of silence
check "every copy that succeeded is whole in S3" eventually 75 all_in_s3
check "every file reads as it was written" reads_equal
check "no upload is left" eventually 75 no_upload_is_left
check_text "it was not mounted again" "^same$" bash -c '[ "$1" = "$2" ] && echo same' - "$before" "$(mount_line)"
check "umount" umount "$B"
