# A tree of 2,000 files with odd names, read through a mount by port and through one without options.
. ./mounts.sh

# The manifest has two blanks after a sum of 32 digits, then the name.
names_of_manifest() { (cut -c 35- manifest.md5 && echo manifest.md5) | LC_ALL=C sort; }
names_found() { find . -type f -printf '%P\n' | LC_ALL=C sort; }

ls_shows_every_file() {
    ls -lRA . >/tmp/listing || return
    [ "$(grep -c '^-' /tmp/listing)" = "$(names_of_manifest | wc -l)" ] || { tail -3 /tmp/listing; return 1; }
}

find_shows_the_names() { diff <(names_of_manifest) <(names_found); }

cat_of_twenty() { head -20 manifest.md5 | cut -c 35- | tr '\n' '\0' | xargs -0 cat -- | md5sum; }

copy_is_exact() {
    rm -rf /tmp/copy
    cp -r . /tmp/copy && (cd /tmp/copy && md5sum --quiet -c manifest.md5 && find_shows_the_names)
}

# Keys with an empty or dotted component have no path; what the path would be must not be there either.
hidden_keys_stay_hidden() {
    local path
    for path in plain/double lead x plain/y up; do
        [ ! -e "$path" ] || { echo "$path is there"; return 1; }
    done
}

# tree_checks LABEL   in the mounted tree
tree_checks() {
    check "$1 ls -lR shows every file" ls_shows_every_file
    check "$1 find shows the names of the manifest" find_shows_the_names
    check "$1 keys that no path can name are hidden" hidden_keys_stay_hidden
    check_text "$1 names of 255 bytes are there" "^40$" bash -c "find . -type f -printf '%f\n' | LC_ALL=C grep -cE '^.{255}$'"
    check "$1 every file has its bytes" md5sum --quiet -c manifest.md5
    check "$1 cp -r makes an exact copy" copy_is_exact
    check_text "$1 cat gives the bytes" "^$(cd /tmp/copy && cat_of_twenty)$" cat_of_twenty
    check_text "$1 touch says that it is read-only" "Read-only file system" touch new-file
}

# mounted_checks LABEL DIR
mounted_checks() {
    cd "$2" || return
    tree_checks "$1"
    cd "$OUT" || return
    check "$1 umount" umount "$2"
}

need "by port, mount" mount_by_port /mnt/port
mounted_checks "by port," /mnt/port
start_lock_daemons
need "plain, mount" mount_plain /mnt/plain
check_text "plain, it is version 3" "vers=3" grep " /mnt/plain nfs" /proc/mounts
mounted_checks "plain," /mnt/plain
