# Listings and walks, and what they cost in requests, on a plain mount and on one with the options of sluice mount; then what
# another client does to the bucket, looked at through the latter. SLUICE_OUT is what the server printed when it was ready.
. ./mounts.sh
. ./back-door.sh

options=$(sed -n 's/^# mount -t nfs -o \([^ ]*\) .*/\1/p' "$SLUICE_OUT")

mount_with_options() {
    mkdir -p "$1"
    mount -t nfs -o "$options" "$SERVER:/bucket" "$1"
}

# at_most LIMIT AGAIN NAME COMMAND...   holds if the command succeeds and S3 sees no more requests than that, sent ahead or not.
# Kernel and server know nothing fresh before. What was listed is good for a second: a guest that is slower than that may cost
# AGAIN more requests for each second, rounded. Most that three runs needed, on a machine with ten times the work that it can do:
# 4.75 for ls, 1.2 for du and 1 for find over 16,000 objects, none for the rest.
at_most() {
    local limit=$1 again=$2 name=$3 text status before since took used
    shift 3
    forget_cached_pages
    sleep 2
    before=$(quiet_requests)
    since=$(date +%s%N)
    text=$("$@" 2>&1)
    status=$?
    took=$((($(date +%s%N) - since) / 1000000))
    used=$(($(quiet_requests) - before))
    limit=$((limit + again * ((took + 500) / 1000)))
    echo "$name: $took ms, $used requests, $limit allowed" >>"$OUT/figures"
    [ $status = 0 ] && [ "$used" -gt "$limit" ] && status=1
    report "$name" "$status" "$used requests, $limit wanted at most; $text"
}

# lines N COMMAND...   whether the command prints so many
lines() {
    local wanted=$1 found
    shift
    found=$("$@" | wc -l)
    [ "$found" = "$wanted" ] || { echo "$found lines"; return 1; }
}

ask_for_nobody() {
    local i
    for i in {1..100}; do
        [ ! -e "$1/nobody" ] || return
    done
}

# walks LABEL DIR
walks() {
    at_most 15 6 "$1 ls -l of 10,000 files" lines 10001 ls -l "$2/ten"
    at_most 25 1 "$1 find over 16,000 objects in 1,000 directories" lines 17001 find "$2/tree"
    at_most 25 2 "$1 du over 16,000 objects in 1,000 directories" lines 17001 du -a "$2/tree"
    at_most 12 1 "$1 du over 3,370 files in 300 directories" lines 3671 du -a "$2/photos"
    at_most 2 2 "$1 a name that does not exist 100 times" ask_for_nobody "$2"
}

put() { back_door "/put?key=$1&text=$2"; }
delete() { back_door "/delete?key=$1"; }
reads() { [ "$(cat "$1")" = "$2" ]; }
lists() { [ "$(find "$1" -mindepth 1 -maxdepth 1 -name "$2" | wc -l)" = 1 ]; }
is_absent() { [ ! -e "$1" ]; }
lists_not() { ! lists "$@"; }

# seen NAME COMMAND...   holds if the command succeeds within 3 s
seen() {
    local name=$1 since text
    shift
    since=$(date +%s%N)
    until text=$("$@" 2>&1); do
        if (($(date +%s%N) - since > 3000000000)); then
            report "$name" 1 "not within 3 s; $text"
            return
        fi
        sleep 0.1
    done
    echo "$name: seen after $((($(date +%s%N) - since) / 1000000)) ms" >>"$OUT/figures"
    report "$name" 0 ""
}

prepare() {
    local name
    for name in replaced same again gone unlisted vanishing/f turns later-replaced later-gone; do
        put "other/$name" one
    done
}

looks_as_prepared() {
    local name
    for name in replaced same again gone unlisted vanishing/f turns later-replaced later-gone; do
        reads "$1/$name" one || { echo "$name is not there"; return 1; }
    done
    lines 9 ls "$1"
}

another_client() {
    local dir=$1/other
    prepare
    sleep 3
    check "the directory before" looks_as_prepared "$dir"

    is_absent "$dir/appears" && put other/appears one
    seen "a name that was absent appears" reads "$dir/appears" one
    lists_not "$dir" listed && put other/listed one
    seen "a name appears in a listing that was read before" lists "$dir" listed
    reads "$dir/replaced" one && put other/replaced another
    seen "an object replaced by a longer one is read" reads "$dir/replaced" another
    reads "$dir/same" one && put other/same two
    seen "an object replaced by one as long is read" reads "$dir/same" two
    exec 6<"$dir/again"
    reads "$dir/again" one && put other/again three
    seen "an object that is read again and again is replaced" reads "$dir/again" three
    exec 6<&-
    reads "$dir/gone" one && delete other/gone
    seen "a name that was there is gone" is_absent "$dir/gone"
    lists "$dir" unlisted && delete other/unlisted
    seen "a name is gone from a listing that was read before" lists_not "$dir" unlisted
    is_absent "$dir/new" && put other/new/deep/f one
    seen "a directory appears" reads "$dir/new/deep/f" one
    reads "$dir/vanishing/f" one && delete other/vanishing/f
    seen "a directory vanishes" is_absent "$dir/vanishing"
    test -f "$dir/turns" && put other/turns/f one
    seen "a file turns into a directory" reads "$dir/turns/f" one

    is_absent "$dir/later" && lists_not "$dir" later && reads "$dir/later-replaced" one && lists "$dir" later-gone
    put other/later one
    put other/later-replaced another
    delete other/later-gone
    sleep 3
    check "without looking meanwhile, a new name is found" test -f "$dir/later"
    check "without looking meanwhile, the listing is new" lists "$dir" later
    check "without looking meanwhile, the content is new" reads "$dir/later-replaced" another
    check "without looking meanwhile, what was removed is gone" is_absent "$dir/later-gone"
}

start_lock_daemons
check "plain, mount" mount_plain /mnt/plain
walks "plain," /mnt/plain
check "plain, umount" umount /mnt/plain
check "with the options of sluice mount, mount" mount_with_options /mnt/options
walks "with the options of sluice mount," /mnt/options
another_client /mnt/options
check "with the options of sluice mount, umount" umount /mnt/options
