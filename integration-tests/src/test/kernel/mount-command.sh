# The mount command of Sluice, by the launcher and as root: it starts a server for the bucket, mounts it, and umount ends both.
# SLUICE is the launcher, MOUNT_FLAGS what says where S3 is, STATE the state directory.
# shellcheck disable=SC2086  # flags are words

server_port() { sed -n 's/.*"port" *: *\([0-9][0-9]*\).*/\1/p' "$STATE"/mounts/*/server.json; }

server_pid() { sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p' "$STATE"/mounts/*/server.json; }

# Field 9 of /proc/PID/stat is the 7th after the name. Every thread must have both flags that PR_SET_IO_FLUSHER sets:
# PF_MEMALLOC_NOIO and PF_LOCAL_THROTTLE.
is_io_flusher() {
    local stat flags
    for stat in "/proc/$server"/task/*/stat; do
        flags=$(sed 's/.*) //' "$stat" | cut -d ' ' -f 7)
        [ -n "$flags" ] || [ -e "$stat" ] || continue # a thread that has ended
        ((flags & 0x80000 && flags & 0x100000)) || { printf '%s has %#x\n' "$stat" "$flags"; return 1; }
    done
}

read_ahead_is_raised() {
    local kib
    kib=$(cat "/sys/class/bdi/$(mountpoint -d /mnt/a)/read_ahead_kb")
    [ "$kib" = 8192 ] || { echo "read_ahead_kb is $kib"; return 1; }
}

is_gone() {
    local tries=50
    while [ -e "/proc/$server" ]; do
        ((tries-- > 0)) || return 1
        sleep 0.2
    done
}

mount_on() { "$SLUICE" mount $MOUNT_FLAGS --state-dir "$STATE" s3://bucket "$1"; }

# Both ask for a server, and neither may start one beside the other's.
mount_both() {
    local other status
    mount_on /mnt/b &
    other=$!
    mount_on /mnt/a
    status=$?
    wait "$other" && return "$status"
}

one_server_runs() { [ "$(cat "$STATE"/mounts/*/lock)" = "$server" ] && kill -0 "$server"; }

kill_server() { kill -9 "$server" && is_gone; }

mkdir -p /mnt/a /mnt/b
need "sluice mount, twice at once" mount_both
server=$(server_pid)
need "one server runs for both" one_server_runs
check_text "ls shows the objects" "^64m.bin 64m.bin.md5 big.bin big.bin.md5 huge.bin $" bash -c 'ls /mnt/a | tr "\n" " "'
check_text "cat gives the bytes" "^[0-9a-f]{32}  64m.bin$" cat /mnt/a/64m.bin.md5
check "read_ahead_kb is raised" read_ahead_is_raised
check "the server does not wait for pages that it must write" is_io_flusher
port=$(server_port)
need "the server is killed" kill_server
need "sluice mount where the server was killed" mount_on /mnt/a
server=$(server_pid)
check "the server listens on its port again" [ "$(server_port)" = "$port" ]
check_text "cat gives the bytes of another file" "^[0-9a-f]{32}  big.bin$" cat /mnt/a/big.bin.md5
check "sluice umount leaves the server to the other mount" bash -c '"$1" umount --state-dir "$2" /mnt/b && kill -0 "$3"' - "$SLUICE" "$STATE" "$server"
ln -s /mnt /var/tmp/link
check "sluice umount by a symbolic link" "$SLUICE" umount --state-dir "$STATE" /var/tmp/link/a
check "nothing is mounted any more" bash -c '! mountpoint /mnt/a'
check "the server it started is gone" is_gone
cp "$STATE"/mounts/*/server.log "$OUT/sluice.log"
