# The two ways to mount that every client test goes. For scripts in the guest; sourced by them.

SERVER=192.168.77.1

# mount_by_port DIR [PORT]   all ports named, locks local: needs nothing but the server's one port
mount_by_port() {
    mkdir -p "$1"
    mount -t nfs -o "vers=3,tcp,nolock,port=${2:-2049},mountport=${2:-2049}" "$SERVER:/bucket" "$1"
}

# mount_plain DIR   no options: version 4 is tried first, ports are asked for, locks go to the server
mount_plain() {
    mkdir -p "$1"
    mount -t nfs "$SERVER:/bucket" "$1"
}

# mount_like_sluice DIR [PORT]   as `sluice mount` does: its options, and 8 MiB of read-ahead. SLUICE_OUT is what the server printed
# when it was ready
mount_like_sluice() {
    local options
    options=$(sed -n 's/^# mount -t nfs -o \([^ ]*\) .*/\1/p' "$SLUICE_OUT")
    mkdir -p "$1"
    mount -t nfs -o "${options//2049/${2:-2049}}" "$SERVER:/bucket" "$1" || return
    echo 8192 >"/sys/class/bdi/$(mountpoint -d "$1")/read_ahead_kb"
}

# What Debian starts for a client that locks.
start_lock_daemons() {
    mkdir -p /run/rpcbind /run/sendsigs.omit.d /var/lib/nfs/sm /var/lib/nfs/sm.bak
    rpcbind -w
    rpc.statd --no-notify
}

# So that the next reads ask the server again.
forget_cached_pages() {
    sync
    echo 3 >/proc/sys/vm/drop_caches
}

# calls_of DIR   what the kernel asked of this mount so far: a line for each kind, with calls, bytes that came and milliseconds of waiting
calls_of() {
    awk -v dir="$1" '$1 == "device" {here = $5 == dir} here && $1 ~ /^[A-Z]+:$/ && $2 > 0 {print substr($1, 1, length($1) - 1), $2, $6, $9}' \
        /proc/self/mountstats
}

# calls_since FILE DIR   the same since calls_of wrote FILE, in words: READ 200 x 257 KB in 31.0 ms
calls_since() {
    awk 'NR == FNR {calls[$1] = $2; bytes[$1] = $3; waited[$1] = $4; next}
        {n = $2 - calls[$1]}
        n > 0 {printf "%s%s %d x %.1f KB in %.1f ms", comma, $1, n, ($3 - bytes[$1]) / n / 1000, ($4 - waited[$1]) / n; comma = ", "}' \
        "$1" <(calls_of "$2")
}
