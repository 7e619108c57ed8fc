# Files are written over a link of 4 Mbit/s that all of it shares.
. ./write-checks.sh

# Ten files at once, as a parallel copy writes them.
many() {
    local i
    mkdir "$B/many" && for i in {1..10}; do cp "$SOURCES/1m" "$B/many/$i" & done
    wait
    for i in {1..10}; do same_in_s3 "many/$i" "$(fact_of "$SOURCES/1m")" || return 1; done
}

# parts_are MOST   how many parts were sent since the last zero
parts_are() {
    local sent
    sent=$(back_door /counts | awk '$1 == "UPLOAD_PART" {print $2}')
    ((sent <= $1)) || { echo "$sent parts were sent"; return 1; }
}

need "mount" mount_bucket
check "cp of 20m" writes whole large "$(fact_of "$SOURCES/20m")" cp "$SOURCES/20m" "$B/large"
check "its three parts were sent twice at most" parts_are 6
check "the next one loses nothing" writes whole next "$(fact_of "$SOURCES/20m")" cp "$SOURCES/20m" "$B/next"
check "its three parts were sent once" parts_are 9
check "ten files of 1 MiB at once" many
check "no upload is left" no_upload_is_left
check "umount" umount "$B"
