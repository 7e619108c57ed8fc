# The two ways to mount that every client test goes. For scripts in the guest; sourced by them.

SERVER=192.168.77.1

# mount_by_port DIR   all ports named, locks local: needs nothing but the server's one port
mount_by_port() {
    mkdir -p "$1"
    mount -t nfs -o vers=3,tcp,nolock,port=2049,mountport=2049 "$SERVER:/bucket" "$1"
}

# mount_plain DIR   no options: version 4 is tried first, ports are asked for, locks go to the server
mount_plain() {
    mkdir -p "$1"
    mount -t nfs "$SERVER:/bucket" "$1"
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
