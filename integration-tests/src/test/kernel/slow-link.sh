# Files are written over a link of 4 Mbit/s that all of it shares.
. ./write-checks.sh

# Ten files at once, as a parallel copy writes them.
many() {
    local i
    mkdir "$B/many" && for i in {1..10}; do cp "$SOURCES/1m" "$B/many/$i" & done
    wait
    for i in {1..10}; do same_in_s3 "many/$i" "$(fact_of "$SOURCES/1m")" || return 1; done
}

# Until bodies have stood still for 10 s nobody knows that the link is slow, and which copy finds that out is chance. What was cut
# off then is sent once more, and nothing after that.
parts_sent() { back_door /counts | awk '$1 == "UPLOAD_PART" {n = $2} END {print n + 0}'; }

# parts_are MOST SINCE   how many parts were sent since there were so many
parts_are() {
    local sent=$(($(parts_sent) - $2))
    ((sent <= $1)) || { echo "$sent parts were sent"; return 1; }
}

# small_beside SECONDS   a small file is closed within that, while a large one is on its way
small_beside() {
    local began took
    cp "$SOURCES/20m" "$B/beside" &
    eventually 30 sending || return 1
    began=$(date +%s%3N)
    writes whole small "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/small" || return 1
    took=$(($(date +%s%3N) - began))
    ((took < $1 * 1000)) || { echo "after $took ms"; return 1; }
    wait
    same_in_s3 beside "$(fact_of "$SOURCES/20m")"
}

# Whether a part has begun since `before` was noted.
sending() { (($(parts_sent) > before)) || { echo "no part is sent"; return 1; }; }

need "mount" mount_bucket
check "cp of 20m" writes whole large "$(fact_of "$SOURCES/20m")" cp "$SOURCES/20m" "$B/large"
check "its three parts were sent twice at most" parts_are 6 0
check "the next one loses nothing" writes whole next "$(fact_of "$SOURCES/20m")" cp "$SOURCES/20m" "$B/next"
check "of six parts three were sent twice at most" parts_are 9 0
before=$(parts_sent)
check "a small file is closed beside a large one within 10 s" small_beside 10
check "of nine parts three were sent twice at most" parts_are 12 0
check "ten files of 1 MiB at once" many
check "no upload is left" no_upload_is_left
check "umount" umount "$B"
