# The disk of the state directory is full, while a file is being written and when others begin; then there is room again. The host
# fills it at the signal `full`, says `is-full`, empties it at `room`, and says `has-room`.
. ./write-checks.sh

twenty=$(fact_of "$SOURCES/20m")

# Writes the first half, then what comes into /tmp/rest.
in_halves() {
    local text
    text=$( (head -c 12000000 "$SOURCES/20m" && : >/tmp/half && cat /tmp/rest) |
        dd of="$B/under-way" bs=64k iflag=fullblock conv=fsync 2>&1)
    echo "$? $text" >/tmp/under-way
}
# The server has the first half.
is_under_way() { eventually 20 test -e /tmp/half && sync "$B/under-way"; }
# It is whole, or its writer was told.
ended_or_told() {
    tail -c +12000001 "$SOURCES/20m" >/tmp/rest
    eventually 60 test -s /tmp/under-way || return
    cat /tmp/under-way
    grep -q "^0 " /tmp/under-way && { same_in_s3 under-way "$twenty"; return; }
    grep -q "No space left on device" /tmp/under-way
}

# takes KEY SOURCE   cp succeeds, or says that the disk is full; then notes the KEY in /tmp/refused. The last pages of the server's
# files have room, so some records still fit.
takes() {
    if cp "$2" "$B/$1" 2>/tmp/words; then
        expect early "$1" "$(fact_of "$2")" 0
    else
        echo "$1" >>/tmp/refused
        grep -q "No space left on device" /tmp/words || { cat /tmp/words; return 1; }
    fi
}
small_files() {
    local i
    for ((i = 0; i < 200; i++)); do
        takes "small-$i" "$SOURCES/1k" || return
        [ ! -e /tmp/refused ] || return 0
    done
    echo "all were taken"
    return 1
}
directories() {
    local i text
    for ((i = 0; i < 200; i++)); do
        text=$(mkdir "$B/directory-$i" 2>&1) && continue
        echo "directory-$i" >/tmp/refused-directory
        grep -q "No space left on device" <<<"$text" && return
        echo "$text"
        return 1
    done
    echo "all were made"
    return 1
}
none_in_s3() {
    local key have
    for key in "$@"; do
        have=$(back_door "/sum?key=$key")
        [ "$have" = none ] || { echo "S3 has '$have' of $key"; return 1; }
    done
}

need "mount" mount_bucket
check "a small file before" writes whole small-before "$(fact_of "$SOURCES/1m")" cp "$SOURCES/1m" "$B/small-before"
check "a large file before" writes whole large-before "$twenty" cp "$SOURCES/20m" "$B/large-before"
check "another before" writes whole replaced "$(fact_of "$SOURCES/1m")" cp "$SOURCES/1m" "$B/replaced"
forget_cached_pages
mkfifo /tmp/rest
in_halves &
need "a file is being written" is_under_way
signal full
need "the disk is full" await is-full
check "small files are taken until one is refused" small_files
small=$(cat /tmp/refused)
check "a large file is taken, or its writer is told" takes large "$SOURCES/32m"
check "directories are made until one is refused" directories
refused=$(cat /tmp/refused)
check "a file is replaced, or its writer is told" takes replaced "$SOURCES/1k"
check "the file that was being written is whole, or its writer is told" ended_or_told
check "a small file from before is read" diff "$SOURCES/1m" "$B/small-before"
check "a large file from before is read" diff "$SOURCES/20m" "$B/large-before"
sleep 4 # longer than any silence after which something is published
# shellcheck disable=SC2086  # one key per word
check "nothing of what was refused is in S3" none_in_s3 $refused
check "S3 has all that was taken" all_in_s3
signal room
need "the disk has room" await has-room
check "the same cp of a small file succeeds" writes whole "$small" "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/$small"
check "the same cp of a large file succeeds" writes whole large "$(fact_of "$SOURCES/32m")" cp "$SOURCES/32m" "$B/large"
check "the same mkdir succeeds" mkdir "$B/$(cat /tmp/refused-directory)"
check "the file that was being written can be copied again" writes early under-way "$twenty" cp "$SOURCES/20m" "$B/under-way"
check "a file can be replaced again" writes early replaced "$(fact_of "$SOURCES/8m")" cp "$SOURCES/8m" "$B/replaced"
check "S3 has all of it" all_in_s3
check "no upload is left" eventually 30 no_upload_is_left
check "umount before" umount "$B"
need "mount again" mount_bucket
check "every file reads as it was written" reads_equal
check "umount" umount "$B"
