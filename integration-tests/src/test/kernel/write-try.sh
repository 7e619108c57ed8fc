. ./write-checks.sh
read_back() {
    local all
    all=$( (cat "$SOURCES/100m" && head -c 1000000 "$SOURCES/100m") | md5sum | cut -c 1-32)
    writes any read-back$1 "$((104857600 + 1000000)) $all" odd read-back "$SOURCES/100m" "$B/read-back$1" 1000000
}
need "mount" mount_bucket
need "the first file" writes whole first "$(fact_of "$SOURCES/1k")" cp "$SOURCES/1k" "$B/first"
for i in 1 2 3 4; do check "read back $i" read_back $i; done
sleep 3
check "umount" umount "$B"
