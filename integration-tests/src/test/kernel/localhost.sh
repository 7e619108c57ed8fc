# The server and its client are one machine, the guest, without rpcbind and statd: mount localhost with no options.
# SLUICE_COMMAND holds the command to serve the bucket, quoted for bash.
. ./locks.sh

is_ready() {
    local tries=900
    until grep -q '^ready ' /tmp/sluice.out; do
        ((tries-- > 0)) && kill -0 "$server" 2>/dev/null || { tail -5 "$OUT/sluice.log"; return 1; }
        sleep 0.2
    done
}

no_daemon_runs() { ! grep -lE '^(rpcbind|rpc.statd)$' /proc/[0-9]*/comm; }

# exec: so that the process to stop is the server itself.
eval "exec $SLUICE_COMMAND" >/tmp/sluice.out 2>"$OUT/sluice.log" &
server=$!
need "the server is ready" is_ready
mkdir -p /mnt/b
need "mount without options" mount -t nfs localhost:/bucket /mnt/b
check_text "ls shows the objects" "^64m.bin 64m.bin.md5 big.bin big.bin.md5 huge.bin $" bash -c 'ls /mnt/b | tr "\n" " "'
check_text "cat gives the bytes" "^[0-9a-f]{32}  64m.bin$" cat /mnt/b/64m.bin.md5
check "md5sum of 64 MiB is exact" bash -c 'cd /mnt/b && md5sum --quiet -c 64m.bin.md5'
lock_checks "localhost," /mnt/b/64m.bin
check "neither rpcbind nor statd runs" no_daemon_runs
check "umount" umount /mnt/b
kill "$server"
wait "$server"
report "the server ends well on SIGTERM" $? "$(tail -5 "$OUT/sluice.log")"
