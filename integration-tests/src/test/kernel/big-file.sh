# An object of 1 GiB through a mount by port and through one without options. ranges-parallel and ranges-random in OUT hold
# lines "SUM OFFSET COUNT" of what is to be read; huge-end has one of another object, of 40 TiB.
. ./mounts.sh
. ./locks.sh

# range_is_exact FILE SUM OFFSET COUNT
range_is_exact() {
    local found
    found=$(dd if="$1" bs=1M iflag=skip_bytes,count_bytes,fullblock skip="$3" count="$4" status=none | md5sum)
    [ "${found%% *}" = "$2" ] || { echo "$4 bytes at $3: ${found%% *}, not $2"; return 1; }
}

parallel_readers_are_exact() {
    local readers=() reader sum offset count status=0
    while read -r sum offset count; do
        range_is_exact "$1" "$sum" "$offset" "$count" &
        readers+=($!)
    done <ranges-parallel
    for reader in "${readers[@]}"; do wait "$reader" || status=1; done
    return $status
}

random_reads_are_exact() {
    local sum offset count status=0
    while read -r sum offset count; do
        range_is_exact "$1" "$sum" "$offset" "$count" || status=1
    done <ranges-random
    return $status
}

whole_is_exact() { (cd "$1" && md5sum --quiet -c big.bin.md5); }

end_of_huge_is_exact() {
    local sum offset count
    read -r sum offset count <huge-end
    [ "$(stat -c %s "$1")" = $((offset + count)) ] || { stat "$1"; return 1; }
    range_is_exact "$1" "$sum" "$offset" "$count"
}

# big_file_checks LABEL DIR
big_file_checks() {
    check "$1 random reads are exact" random_reads_are_exact "$2/big.bin"
    forget_cached_pages
    check "$1 16 parallel readers are exact" parallel_readers_are_exact "$2/big.bin"
    forget_cached_pages
    check "$1 md5sum of 1 GiB is exact" whole_is_exact "$2"
}

need "by port, mount" mount_by_port /mnt/port
big_file_checks "by port," /mnt/port
check "by port, umount" umount /mnt/port
start_lock_daemons
need "plain, mount" mount_plain /mnt/plain
lock_checks "plain," /mnt/plain/64m.bin
big_file_checks "plain," /mnt/plain
check "plain, the end of 40 TiB is exact" end_of_huge_is_exact /mnt/plain/huge.bin
check "plain, umount" umount /mnt/plain
