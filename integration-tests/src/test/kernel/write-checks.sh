# What the tests of writing share. For scripts in the guest; sourced by them. In the environment: SOURCES, the files to copy, each
# with FILE.sum; SLUICE_OUT, what the server printed when it was ready; MOUNT: options, plain or nconnect; CLOSE, as in --close.
. ./mounts.sh
. ./back-door.sh

B=/mnt/b
EXPECTED=/tmp/expected
: >"$EXPECTED"

mount_bucket() {
    local options
    options=$(sed -n 's/^# mount -t nfs -o \([^ ]*\) .*/\1/p' "$SLUICE_OUT")
    mkdir -p "$B"
    case $MOUNT in
    plain) mount_by_port "$B" ;;
    nconnect) mount -t nfs -o "$options,nconnect=4" "$SERVER:/bucket" "$B" ;;
    *) mount -t nfs -o "$options" "$SERVER:/bucket" "$B" ;;
    esac
}

odd() { perl ./write-odd.pl "$@"; }

# A fact is the size and the MD5 of bytes: fact_of FILE, fact_of_first BYTES FILE, fact_of_input
fact_of() { if [ -e "$1.sum" ]; then cat "$1.sum"; else fact_of_input <"$1"; fi; }
fact_of_first() { echo "$1 $(head -c "$1" "$2" | md5sum | cut -c 1-32)"; }
fact_of_input() {
    local kept
    kept=$(mktemp) && cat >"$kept" && fact_of_first "$(stat -c %s "$kept")" "$kept" && rm "$kept"
}

# same_in_s3 KEY FACT   whether S3 itself has those bytes, now
same_in_s3() {
    local have
    have=$(back_door "/sum?key=$1")
    [ "$have" = "$2" ] || { echo "S3 has '$have' of $1, wanted is '$2'"; return 1; }
}

# tree_in_s3 PREFIX DIR   whether S3 has exactly the files of DIR under PREFIX/, now
tree_in_s3() {
    diff <(cd "$2" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) <(back_door "/sums?prefix=$1/")
}

# eventually SECONDS COMMAND...   tries until it holds
eventually() {
    local end=$(($(date +%s%3N) + $1 * 1000)) text
    shift
    until text=$("$@"); do
        (($(date +%s%3N) < end)) || { echo "$text"; return 1; }
        sleep 0.1
    done
}

# expect KIND KEY FACT BEGAN   what S3 must have at the end. KIND is how it may be seen before that: whole, not at all; early, as
# far as its first part, since it is flushed (promise W1); any, where more is named (R3, W16), or of all files with --close=commit
expect() {
    local kind=$1
    [ "$CLOSE" != commit ] || kind=any
    echo "$2 $3 $4 $kind" >>"$EXPECTED"
}

# What is expected of each key last.
last_expected() { awk '{line[$1] = $0} END {for (key in line) print line[key]}' "$EXPECTED"; }

# writes KIND KEY FACT COMMAND...   the command succeeds, and S3 has the whole object when it returns
writes() {
    local kind=$1 key=$2 fact=$3 began status
    shift 3
    began=$(date +%s%3N)
    "$@"
    status=$?
    echo "$key: $(($(date +%s%3N) - began)) ms" >>"$OUT/figures"
    expect "$kind" "$key" "$fact" "$began"
    [ $status = 0 ] || { echo "status $status"; return 1; }
    same_in_s3 "$key" "$fact"
}

# Whether no key of what is expected was ever seen in part: with another size than its last, or empty before it was open for 2 s.
never_in_part() {
    back_door /history >/tmp/history
    awk 'NR == FNR {size[$1] = $2; began[$1] = $4; kind[$1] = $5; next}
        !($3 in size) || $2 == size[$3] {next}
        kind[$3] != "whole" && $2 >= last[$3] + 0 && ($2 <= 8388608 || kind[$3] == "any") {last[$3] = $2; next}
        $2 == 0 && $1 - began[$3] >= 1750 {next}
        {print $3 " was seen with " $2 " bytes after " $1 - began[$3] " ms"; bad = 1}
        END {exit bad}' "$EXPECTED" /tmp/history
}

# through_mount KEY   size and MD5
through_mount() { echo "$(stat -c %s "$B/$1") $(md5sum <"$B/$1" | cut -c 1-32)"; }

# Whether every file that is expected reads as it should, through the mount.
reads_equal() {
    local key size sum have bad=0
    while read -r key size sum _; do
        have=$(through_mount "$key")
        [ "$have" = "$size $sum" ] && continue
        echo 3 >/proc/sys/vm/drop_caches
        echo "$key reads as '$have', wanted is '$size $sum', without the client's cache '$(through_mount "$key")'"
        bad=1
    done < <(last_expected)
    return $bad
}

# Whether S3 has all that is expected.
all_in_s3() {
    local key size sum bad=0
    while read -r key size sum _; do
        same_in_s3 "$key" "$size $sum" || bad=1
    done < <(last_expected)
    return $bad
}

# seen_early KEY SIZE   how often it could be seen past its first part, and not whole
seen_early() { back_door /history | awk -v key="$1" -v size="$2" '$3 == key && $2 > 8388608 && $2 < size {n++} END {print n + 0}'; }

no_upload_is_left() {
    local left
    left=$(back_door /uploads)
    [ -z "$left" ] || { echo "under way: $left"; return 1; }
}
