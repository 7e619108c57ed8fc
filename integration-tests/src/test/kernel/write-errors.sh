# S3 refuses, fails and goes away while files are written; then changes of objects that another client put, by a server without
# flags. HEAVY is yes for what takes minutes.
. ./write-checks.sh

fault() { back_door "/fault?$1"; }
heal() { back_door /heal; }
PUTS=PUT_OBJECT,UPLOAD_PART,CREATE_MULTIPART_UPLOAD

# refused_then_taken NAME FAULT PATTERN KEY SOURCE   cp says what is wrong; when that is gone, the same cp succeeds
refused_then_taken() {
    local name=$1 pattern=$3 key=$4 source=$SOURCES/$5 text
    fault "$2"
    text=$(cp "$source" "$B/$key" 2>&1)
    report "$name, cp of $5 says so" $(($? == 0)) "cp did not fail: $text"
    check_text "$name, its words for $5" "$pattern" echo "$text"
    heal
    check "$name, the same cp of $5 succeeds afterwards" writes whole "$key" "$(fact_of "$source")" cp "$source" "$B/$key"
}

# Past the first part what is refused after the close signal cannot reach cp (promise W2): it says so, or does not.
complete_fails() {
    fault "on=COMPLETE_MULTIPART_UPLOAD&status=403&code=AccessDenied"
    cp "$SOURCES/32m" "$B/complete-fails"
    heal
}

# away SECONDS FAULT KEY   S3 is gone in the middle of a copy
away() {
    (sleep 0.3; fault "$2"; sleep "$1"; heal) &
    writes whole "$3" "$(fact_of "$SOURCES/100m")" cp "$SOURCES/100m" "$B/$3"
}

# Whether the server holds about as many bytes of files as before the first of them.
memory_is_back() {
    local now
    now=$(metric sluice_memory_leased_bytes) && ((now <= level + (32 << 20))) || { echo "$now bytes, $level before"; return 1; }
}

# refuses NAME PATTERN COMMAND...   the command fails with those words, and the object stays as it is
refuses() {
    local name=$1 pattern=$2
    shift 2
    check_text "$name is refused" "$pattern" "$@"
    check "$name leaves the object" same_in_s3 theirs "$(printf hello | fact_of_input)"
}

need "mount" mount_bucket
need "the memory before is known" metric sluice_memory_leased_bytes
level=$(metric sluice_memory_leased_bytes)
refused_then_taken "S3 denies" "on=$PUTS&status=403&code=AccessDenied" "Permission denied|Input/output error" denied-small 1m
refused_then_taken "S3 denies" "on=$PUTS&status=403&code=AccessDenied" "Permission denied|Input/output error" denied-large 32m
refused_then_taken "a quota is full" "on=$PUTS&status=403&code=QuotaExceeded" "No space left|Disk quota exceeded" quota-small 1m
refused_then_taken "a quota is full" "on=$PUTS&status=403&code=QuotaExceeded" "No space left|Disk quota exceeded" quota-large 32m
fault "on=COMPLETE_MULTIPART_UPLOAD&status=500&code=InternalError&times=2"
check "Complete fails twice, cp succeeds" writes whole complete-twice "$(fact_of "$SOURCES/32m")" cp "$SOURCES/32m" "$B/complete-twice"
heal
complete_fails 2>/dev/null
check "Complete is refused, the same cp succeeds afterwards" writes whole complete-fails "$(fact_of "$SOURCES/32m")" \
    cp "$SOURCES/32m" "$B/complete-fails"
check "the network drops for 10 s" away 10 "" away-10
check "S3 is silent for 10 s" away 10 silent silent-10
if [ "$HEAVY" = yes ]; then
    check "the network drops for 2 min" away 120 "" away-120
    check "S3 is silent for 2 min" away 120 silent silent-120
fi
check "S3 has all of it" all_in_s3
check "no upload is left" eventually 30 no_upload_is_left

back_door "/put?key=theirs&text=hello"
check "an object of another client is there" eventually 5 test -s "$B/theirs"
refuses "an overwrite" "Operation not permitted" bash -c "echo other >$B/theirs"
refuses "an append" "Operation not permitted|Input/output error" odd append "$B/theirs" more
refuses "a write in the middle" "Operation not permitted|Input/output error" odd middle "$B/theirs" 2 x
refuses "a truncation" "Operation not permitted" odd truncate "$B/theirs" 2
refuses "a removal" "Operation not permitted" rm -f "$B/theirs"
refuses "a rename" "Invalid cross-device link" odd rename "$B/theirs" "$B/renamed"
check "the memory is back at its level" eventually 60 memory_is_back
echo "memory: $level bytes before, $(metric sluice_memory_leased_bytes) at the end" >>"$OUT/figures"
check "umount" umount "$B"
