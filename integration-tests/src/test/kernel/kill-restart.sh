# The server is killed and started again while the guest reads 1 GiB and holds another file open. The host kills it on the
# signal read-is-under-way, says killed, starts it, and says restarted.
. ./mounts.sh

mount_line() { grep " /mnt/b " /proc/self/mountinfo; }
sum_in() { cut -c 1-32 "$1"; }

need "mount" mount_by_port /mnt/b
before=$(mount_line)
big_sum=$(sum_in /mnt/b/big.bin.md5)
held_sum=$(sum_in /mnt/b/64m.bin.md5)
exec 8</mnt/b/64m.bin
head -c 1048576 <&8 >/tmp/held-head

read_across_the_kill() {
    { head -c 134217728 && signal read-is-under-way && cat; } </mnt/b/big.bin | md5sum
}
check_text "the read ends with the right bytes" "^$big_sum  -$" read_across_the_kill
check "the read was under way when the server was killed" test -e "$OUT/signal-killed"
check "the server is back" await restarted

forget_cached_pages
check_text "the file held open goes on" "^$held_sum  -$" bash -c 'cat /tmp/held-head - <&8 | md5sum'
check "the file held open is not stale" stat -L /proc/self/fd/8
check "the mount lists" ls -l /mnt/b
check_text "it was not mounted again" "^same$" bash -c '[ "$1" = "$2" ] && echo same' - "$before" "$(mount_line)"
exec 8<&-
check "umount" umount /mnt/b
