# What waits for S3: how long programs read, and how long they read the same from an export in memory, which is what the guest
# itself takes. SLUICE_OUT is what the server printed when it was ready, MEMORY_PORT where the export in memory is. OUT/rows has a
# line for each row, TITLE|LIST|DIRECTORY|RIGHT|READ; LISTs are as in read-pieces.pl, in LIST.sum is the MD5 of all its files.
. ./mounts.sh
. ./back-door.sh

S3=/mnt/s3
MEMORY=/mnt/memory

# Ways to read, MOUNT LIST DIRECTORY; they print microseconds.
by_callers() { perl ./read-pieces.pl time "$1" "$2" "$3"; }
by_one() { by_callers 1 "$@"; }
by_sixteen() { by_callers 16 "$@"; }
timed() {
    local since=${EPOCHREALTIME/./}
    "$@" || return
    echo $((${EPOCHREALTIME/./} - since))
}
cat_all() { (cd "$1/$2" && cat -- *) >/tmp/all; }
by_cat() { timed cat_all "$1" "$3"; }
by_tar() { timed tar cf /tmp/all -C "$1/$3" .; }

# Whether LIST was read right. Nothing is asked for again: the client has it.
pieces_are_right() { perl ./read-pieces.pl check "$S3" "$1"; }
is_sum() { [ "$(md5sum)" = "$(cat "$1.sum")  -" ]; }
cat_is_right() { is_sum "$1" </tmp/all; }
tar_is_right() { tar xOf /tmp/all | is_sum "$1"; }

# asked LIST   how many pieces, and of how many bytes, 16 KiB each at least: the kernel asks for no less of the start of a file
asked() { awk '{n++; bytes += $3 < 16384 ? 16384 : $3} END {print n, bytes}' "$1"; }

# costs_at_most PIECES BYTES GETS FETCHED   S3 was asked for what was read, and not for much else
costs_at_most() {
    echo "$3 GETs for $1 pieces, $4 bytes for $2"
    (($3 <= $1 + $1 / 10 + 4 && $4 <= $2 + $2 / 10 + 262144))
}

# reads TITLE LIST DIRECTORY RIGHT READ
reads() {
    local title=$1 list=$2 directory=$3 right=$4 read=$5 pieces bytes took own calls gets fetched requests
    read -r pieces bytes < <(asked "$list")
    forget_cached_pages
    note_counts
    calls_of "$S3" >/tmp/calls
    took=$("$read" "$S3" "$list" "$directory" 2>&1)
    report "$title" $? "$took" || return
    calls=$(calls_since /tmp/calls "$S3")
    quiet_requests >/dev/null
    requests=$(requests_since_noted)
    gets=$(since_noted 2 GET_OBJECT)
    fetched=$(since_noted 4 GET_OBJECT)
    check "$title, every byte is right" "$right" "$list"
    check "$title, for a GET each" costs_at_most "$pieces" "$bytes" "$gets" "$fetched"
    forget_cached_pages
    own=$("$read" "$MEMORY" "$list" "$directory" 2>&1)
    report "$title, from memory" $? "$own" || return
    awk -v title="$title" -v n="$pieces" -v took="$took" -v own="$own" -v fetched="$fetched" -v bytes="$bytes" -v calls="$calls" \
        -v requests="$requests" 'BEGIN {
            printf "%s: %.1f ms each, %.1f/s", title, took / n / 1000, n * 1e6 / took
            printf ", from memory %.1f ms, %.1f/s, without that %.1f ms", own / n / 1000, n * 1e6 / own, (took - own) / n / 1000
            printf "; %s; %.3f of the bytes; %s\n", requests, fetched / bytes, calls}' >>"$OUT/figures"
}

need "mount" mount_like_sluice "$S3"
need "mount of the export in memory" mount_like_sluice "$MEMORY" "$MEMORY_PORT"
while IFS='|' read -r title list directory right read <&3; do
    reads "$title" "$OUT/$list" "$directory" "$right" "$read"
done 3<"$OUT/rows"
check "umount" umount "$S3" "$MEMORY"
