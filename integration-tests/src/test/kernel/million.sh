# A directory of a million objects by ls -f: first left alone, then while names come and go beside them and the host, on the
# signal listing-is-under-way, kills the server, says killed, starts it, and says restarted.
. ./mounts.sh
. ./back-door.sh

list() { ls -f /mnt/b/million; }
list_alone() { list >"$OUT/names-alone"; }
list_across_the_kill() {
    list | { head -c 2000000 && signal listing-is-under-way && cat; } >"$OUT/names-disturbed"
    return "${PIPESTATUS[0]}"
}

# timed NAME COMMAND...   a check whose time and requests are noted
timed() {
    local name=$1 before since
    before=$(requests)
    since=$(date +%s%N)
    check "$@"
    figure "$name" "$since" $(($(requests) - before))
}

need "mount" mount_by_port /mnt/b
timed "ls -f lists" list_alone
forget_cached_pages
back_door '/churn?directory=million'
timed "ls -f lists while objects come and go and the server is killed" list_across_the_kill
check "the listing was under way when the server was killed" test -e "$OUT/signal-killed"
echo "changes meanwhile: $(back_door /calm)" >>"$OUT/figures"
check "the server is back" await restarted
signal listed
check "umount" umount /mnt/b
