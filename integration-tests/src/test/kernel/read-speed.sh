# Reading from the start to the end by dd, out of S3 without delay and from an export in memory, in turns. SLUICE_OUT is what the
# server printed when it was ready, MEMORY_PORT where the export in memory is, KEPT the file that it has, ROUNDS how often each is
# read each way. OUT/files has a line for each file of S3, SUM KEY, one for each round of each way.
. ./mounts.sh
. ./back-door.sh

S3=/mnt/s3
MEMORY=/mnt/memory

# read_all FILE   prints the microseconds
read_all() {
    local since=${EPOCHREALTIME/./}
    dd if="$1" of=/dev/null bs=1M status=none || return
    echo $((${EPOCHREALTIME/./} - since))
}

# is_right FILE SUM   of what came: the guest has it in its memory
is_right() { [ "$(md5sum <"$1")" = "$2  -" ]; }

# costs_its_bytes SIZE FETCHED
costs_its_bytes() {
    echo "$2 bytes of S3 for $1"
    (($2 >= $1 && $2 <= $1 + $1 / 50))
}

# one_round TITLE KEY SUM
one_round() {
    local title=$1 key=$2 sum=$3 size took own calls
    size=$(stat -c %s "$S3/$key")
    forget_cached_pages
    note_counts
    calls_of "$S3" >/tmp/calls
    took=$(read_all "$S3/$key" 2>&1)
    report "$title" $? "$took" || return
    calls=$(calls_since /tmp/calls "$S3")
    check "$title, every byte is right" is_right "$S3/$key" "$sum"
    quiet_requests >/dev/null
    check "$title, for its bytes" costs_its_bytes "$size" "$(since_noted 4 GET_OBJECT)"
    forget_cached_pages
    own=$(read_all "$MEMORY/$KEPT" 2>&1)
    report "$title, from memory" $? "$own" || return
    awk -v title="$title" -v size="$size" -v took="$took" -v own="$own" -v calls="$calls" 'BEGIN {
        printf "%s: %.0f MB/s, from memory %.0f MB/s; %s\n", title, size / took, size / own, calls}' >>"$OUT/figures"
    echo "$took $own" >>/tmp/rounds
}

medians() {
    local took own
    took=$(cut -d ' ' -f 1 /tmp/rounds | sort -n | sed -n "$(((ROUNDS + 1) / 2))p")
    own=$(cut -d ' ' -f 2 /tmp/rounds | sort -n | sed -n "$(((ROUNDS + 1) / 2))p")
    awk -v way="$1" -v took="$took" -v own="$own" 'BEGIN {
        printf "%s, medians: %.2f s, from memory %.2f s, %.2f of that speed\n", way, took / 1e6, own / 1e6, own / took}' >>"$OUT/figures"
}

# way NAME MOUNT
way() {
    local way=$1 mount=$2 round sum key
    need "$way, mount" "$mount" "$S3"
    need "$way, mount of the export in memory" "$mount" "$MEMORY" "$MEMORY_PORT"
    : >/tmp/rounds
    for ((round = 1; round <= ROUNDS; round++)); do
        read -r sum key <&3
        one_round "$way, round $round" "$key" "$sum"
    done
    medians "$way"
    check "$way, umount" umount "$S3" "$MEMORY"
}

exec 3<"$OUT/files"
way "with the options of sluice mount" mount_like_sluice
way "plain" mount_by_port
