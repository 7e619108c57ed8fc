# COPIES files of 32 MiB are written at once by a server with little memory.
. ./write-checks.sh

# How often the client was told to ask again later: the 25th of the event counters (include/linux/nfs_iostat.h, DELAY).
told_to_wait() { awk '/events:/ {n += $26} END {print n + 0}' /proc/self/mountstats; }

copy_all() {
    local i bad=0 pids=()
    for ((i = 0; i < $1; i++)); do
        cp "$SOURCES/32m" "$B/p$1-$i" &
        pids+=($!)
    done
    for i in "${pids[@]}"; do wait "$i" || bad=1; done
    return $bad
}

# at_once COUNT
at_once() {
    local i began
    began=$(date +%s%3N)
    check "$1 copies at once" copy_all "$1"
    for ((i = 0; i < $1; i++)); do expect early "p$1-$i" "$(fact_of "$SOURCES/32m")" "$began"; done
    check "$1 copies are whole in S3" all_in_s3
    check "$1 copies were never seen in part" never_in_part
}

need "mount" mount_bucket
need "the first file" writes whole first "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/first"
at_once 16
check_text "16 copies never had to wait and ask again" "^0$" told_to_wait
if [ "$HEAVY" = yes ]; then at_once 64; fi
check "no upload is left" no_upload_is_left
check "umount before" umount "$B"
need "mount again" mount_bucket
check "every file reads as it was written" reads_equal
check "umount" umount "$B"
