# Files are written as programs write them. After each, S3 itself has the whole object; at the end nothing was ever seen in part.
# SLOW_SECONDS is how long the slow writers write; HEAVY is yes for what takes gigabytes.
. ./write-checks.sh

# cp_of NAME
cp_of() { check "cp of $1" writes whole "cp-$1" "$(fact_of "$SOURCES/$1")" cp "$SOURCES/$1" "$B/cp-$1"; }

# dd_of BS COUNT BYTES [KIND] [OPERAND...]
dd_of() {
    local name="dd bs=$1 count=$2${5:+ $5}" key="dd-$1${5/=/-}"
    check "$name" writes "${4:-whole}" "$key" "$(fact_of_first "$3" "$SOURCES/100m")" \
        dd if="$SOURCES/100m" of="$B/$key" bs="$1" count="$2" iflag=fullblock ${5:+"$5"}
}

direct_in_3_s() {
    writes early dd-direct "$fact" dd if="$SOURCES/32m" of="$B/dd-direct" bs=1M count=32 oflag=direct ||
        eventually 3 same_in_s3 dd-direct "$fact"
}

tar_x() {
    local began
    note_counts
    began=$(date +%s%N)
    mkdir "$B/tar" && tar xf "$SOURCES/tree.tar" -C "$B/tar" || return
    figure "tar x of 1,000 files, $(since_noted 2 PUT_OBJECT) PutObject" "$began" "$(since_noted 2 2>&1) that are no lists"
    tree_in_s3 tar/tree "$SOURCES/tree"
}
modes_and_times() { (cd "$1" && find . -type f -printf '%P %m %Ts\n' | LC_ALL=C sort); }
same_modes_and_times() { diff <(modes_and_times "$SOURCES/tree") <(modes_and_times "$B/tar/tree"); }

cp_p() {
    cp "$SOURCES/1k" /tmp/program && chmod 755 /tmp/program && touch -d @1400000000 /tmp/program &&
        writes whole program "$(fact_of /tmp/program)" cp -p /tmp/program "$B/program" || return
    [ "$(stat -c '%a %Y' "$B/program")" = "755 1400000000" ] || { stat "$B/program"; return 1; }
}

mktemp_there() {
    local name
    name=$(mktemp "$B/tmp.XXXXXX") && [ "$(stat -c '%a %s' "$name")" = "600 0" ] || { echo "$name"; return 1; }
    eventually 4 same_in_s3 "${name##*/}" "$(fact_of_input </dev/null)"
}

rsync_in_place() {
    command -v rsync >/dev/null || { echo "rsync is absent (Debian: apt-get install rsync)"; return 1; }
    rsync -a --inplace "$SOURCES/tree/d1/" "$B/rsync/" && tree_in_s3 rsync "$SOURCES/tree/d1"
}

# Renames are off: git may say so, and must not hang.
git_adds_or_refuses() {
    local text
    text=$(cd "$B" && mkdir -p git && cd git && cp "$SOURCES/1k" file && within 60 bash -c 'git init . && git add file' 2>&1) && return
    [ $? != 124 ] && grep -qE "Cross-device|cross-device|rename|could not|unable" <<<"$text" || { echo "$text"; return 1; }
}

unzipped() { within 120 unzip -q "$SOURCES/d0.zip" -d "$B/zip" && tree_in_s3 zip/d0 "$SOURCES/tree/d0"; }

with_holes() { odd holes /tmp/holes && writes early holes "$(fact_of /tmp/holes)" odd holes "$B/holes"; }

# shell_text WORD...   what echo leaves in a file, one line each
shell_text() { printf '%s\n' "$@" | fact_of_input; }

# overwritten KEY TEXT   an object that another client put
overwritten() {
    back_door "/put?key=$1&text=$2"
    eventually 5 test -e "$B/$1" && writes any "$1" "$(shell_text other)" bash -c "echo other >$B/$1"
}

read_back() {
    local all
    all=$( (cat "$SOURCES/100m" && head -c 1000000 "$SOURCES/100m") | md5sum | cut -c 1-32)
    writes any read-back "$((104857600 + 1000000)) $all" odd read-back "$SOURCES/100m" "$B/read-back" 1000000
}

# slow NAME RATE   in the background; slow_ended NAME waits for it
slow() {
    local bytes=$(($2 * SLOW_SECONDS))
    (writes early "slow-$1" "$(fact_of_first "$bytes" "$SOURCES/256m")" \
        odd slow "$SOURCES/256m" "$B/slow-$1" "$2" "$bytes" >"/tmp/slow-$1" 2>&1
    echo "status $?" >>"/tmp/slow-$1") &
}
slow_ended() {
    eventually $((SLOW_SECONDS + 60)) grep -q "^status" "/tmp/slow-$1" && grep -q "^status 0" "/tmp/slow-$1" ||
        { cat "/tmp/slow-$1"; return 1; }
}

# one_put COMMAND...   costs one PutObject, and at most one look at a name whose listing has grown old meanwhile
one_put() {
    note_counts
    "$@" || return
    local puts heads all
    puts=$(since_noted 2 PUT_OBJECT) heads=$(since_noted 2 HEAD_OBJECT) all=$(since_noted 2)
    ((puts == 1 && heads <= 1 && all == puts + heads)) || { echo "$puts PutObject, $heads HeadObject, $all requests that are no lists"; return 1; }
}
eight_mib() { writes whole counted-8m "$(fact_of "$SOURCES/8m")" cp "$SOURCES/8m" "$B/counted-8m"; }
touched() { touch "$B/touched-$1" && eventually 2 same_in_s3 "touched-$1" "$(fact_of_input </dev/null)"; }
# A machine that stands still for a moment does not do so three times.
one_touch() { one_put touched 1 || one_put touched 2 || one_put touched 3; }

# few_parts NAME MOST   UploadParts, and at most 1.25 times the bytes
few_parts() {
    local fact parts bytes
    fact=$(fact_of "$SOURCES/$1")
    note_counts
    writes whole "counted-$1" "$fact" cp "$SOURCES/$1" "$B/counted-$1" || return
    parts=$(since_noted 2 UPLOAD_PART) bytes=$(since_noted 3 UPLOAD_PART)
    echo "$1: $parts parts, $bytes bytes" >>"$OUT/figures"
    ((parts <= $2 && bytes * 4 <= ${fact% *} * 5)) || { echo "$parts parts, $bytes bytes"; return 1; }
}

remounted() { umount "$B" && mount_bucket; }

need "mount" mount_bucket
need "the first file" writes whole first "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/first"
check "a file of 8 MiB is one PutObject" one_put eight_mib
check "touch is one PutObject within 2 s" one_touch
check "tar x of 1,000 files" tar_x
check "their modes and times" same_modes_and_times
slow 10-KB 10000
slow 1-MB 1000000
for size in 1k 1m 8m 32m 100m; do cp_of $size; done
dd_of 1 20000 20000
dd_of 511 40000 20440000
dd_of 4k 2500 10240000
dd_of 1M 40 41943040
dd_of 17M 3 53477376
dd_of 1M 20 20971520 whole conv=fsync
fact=$(fact_of "$SOURCES/32m")
check "dd oflag=direct bs=1M count=32, whole within 3 s" direct_in_3_s
check "shell >" writes early shell "$(shell_text first)" bash -c "echo first >$B/shell"
check "shell >> to a file of our own" writes early shell "$(shell_text first second)" bash -c "echo second >>$B/shell"
check "an object of another client is overwritten" overwritten theirs hello
check "an empty object of another client is overwritten" overwritten theirs-empty ""
check "cp -p of a 0755 file" cp_p
check "mktemp" mktemp_there
check "rsync -a --inplace" rsync_in_place
check "git init and git add, or a clean refusal" git_adds_or_refuses
check "a writer through a mapping" writes early mapped "$(fact_of "$SOURCES/1m")" "$SOURCES/write-mapped" "$SOURCES/1m" "$B/mapped"
check "a writer through a mapping of several parts" writes any mapped-32m "$(fact_of "$SOURCES/32m")" "$SOURCES/write-mapped" "$SOURCES/32m" "$B/mapped-32m"
check "a writer that leaves holes" with_holes
check "unzip" unzipped
check "fsync within the first part, then more" writes early fsync-3m "$(fact_of_first 20000000 "$SOURCES/100m")" \
    odd fsync "$SOURCES/100m" "$B/fsync-3m" 3000000 17000000
check "fsync past the first part, then more" writes whole fsync-12m "$(fact_of_first 20000000 "$SOURCES/100m")" \
    odd fsync "$SOURCES/100m" "$B/fsync-12m" 12000000 8000000
check "100 MiB read back before the close, then appended to" read_back
check "a writer at 10 KB/s" slow_ended 10-KB
check "a writer at 1 MB/s" slow_ended 1-MB
check "20 MiB are few parts" few_parts 20m 4
check "256 MiB are few parts" few_parts 256m 43
if [ "$HEAVY" = yes ]; then cp_of 2g; fi
check "nothing was ever seen in part" never_in_part
check "no upload is left" no_upload_is_left
need "umount and mount" remounted
check "every file reads as it was written" reads_equal
check "the tree of tar reads as it was written" diff -r "$SOURCES/tree" "$B/tar/tree"
check "umount" umount "$B"
