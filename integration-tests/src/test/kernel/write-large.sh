# Files of gigabytes, and a slow one that somebody looks at. SIZE is the source that is copied, COPIES how often: left alone, and
# again while its directory is listed every second. LOOKED_SECONDS is how long the slow one is written.
. ./write-checks.sh

D=$B/large
fact=$(fact_of "$SOURCES/$SIZE")
bytes=${fact% *}

look_on() {
    rm -f /tmp/seen-enough
    until [ -e /tmp/seen-enough ]; do
        ls -l "$D" >/dev/null
        sleep 1
    done
}

# copy NAME   one copy. Notes in /tmp/copies: NAME, how often it was seen early, UploadParts, bytes of them, 1 if it was whole only
# after cp had returned, what was wrong
copy() {
    local key=large/$1 wrong late=0
    note_counts
    wrong=$(writes whole "$key" "$fact" cp "$SOURCES/$SIZE" "$B/$key" 2>&1)
    case $wrong in "S3 has"*) eventually 45 same_in_s3 "$key" "$fact" >/dev/null && late=1 wrong= ;; esac
    echo "$1 $(seen_early "$key" "$bytes") $(since_noted 2 UPLOAD_PART) $(since_noted 3 UPLOAD_PART) $late $wrong" |
        tee -a "$OUT/figures" >>/tmp/copies
}

# copies NAME   each when the one before is gone: the S3 holds them in memory
copies() {
    local i
    for ((i = 1; i <= COPIES; i++)); do
        rm -f "$D"/*
        copy "$1-$i"
    done
}

# of_copies NAME CONDITION [MOST]   at most so many of these copies do not meet an awk condition
of_copies() { awk -v most="${3:-0}" -v bytes="$bytes" "/^$1-/ {all++} /^$1-/ && !($2) {n++; print} END {exit !all || n > most}" /tmp/copies; }

# A writer at 4 MB/s is taken for closed now and then, and each time it must be silent for longer.
looked_at() {
    odd slow "$SOURCES/256m" "$D/looked-at" 4000000 "${slow% *}" || return
    date +%s%3N >/tmp/closed
}
whole_soon() {
    eventually 45 same_in_s3 large/looked-at "$slow" || return
    echo "looked-at: whole $(($(date +%s%3N) - $(cat /tmp/closed))) ms after its close" >>"$OUT/figures"
}
seldom_early() {
    back_door /history | awk -v size="${slow% *}" '$3 == "large/looked-at" {print $2; n += $2 < size && $2 > 0} END {exit n > 6}'
}
last_read_equal() { [ "$(through_mount "large/looking-$COPIES")" = "$fact" ] && [ "$(through_mount large/looked-at)" = "$slow" ]; }

need "mount" mount_bucket
need "the first file" writes whole first "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/first"
mkdir "$D"
copies alone
check "each copy is whole in S3 when cp returns" of_copies alone 'NF == 5 && $5 == 0'
check "no copy is seen before its end" of_copies alone '$2 == 0'
check "each copy takes at most 170 parts for a GiB, and 1.25 times the bytes" of_copies alone '$3 * 1073741824 <= 170 * bytes && $4 <= 1.25 * bytes'
look_on &
copies looking
: >/tmp/seen-enough
wait $!
# who looks just as it is closed may take the sign away
check "with ls -l every second, each is whole in S3 when cp returns, or within the longest silence" of_copies looking 'NF == 5'
check "with ls -l every second, at most one copy is seen before its end" of_copies looking '$2 == 0' 1
slow=$(fact_of_first $((4000000 * LOOKED_SECONDS)) "$SOURCES/256m")
look_on &
check "a writer at 4 MB/s with ls -l every second" looked_at
check "it is whole in S3 within the longest silence" whole_soon
: >/tmp/seen-enough
wait $!
echo "looked-at: $(seldom_early | tr '\n' ' ')" >>"$OUT/figures"
check "it is published early at most 6 times" seldom_early
check "no upload is left" no_upload_is_left
check "umount before" umount "$B"
need "mount again" mount_bucket
check "the last files read as they were written" last_read_equal
check "umount" umount "$B"
