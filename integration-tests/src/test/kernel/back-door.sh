# The S3 of the tests by its back door, uncounted. For scripts in the guest; sourced after mounts.sh.

# http_get PORT PATH   prints the answer
http_get() {
    exec 7<>"/dev/tcp/$SERVER/$1"
    printf 'GET %s HTTP/1.1\r\nhost: s3\r\nconnection: close\r\n\r\n' "$2" >&7
    sed '1,/^\r$/d' <&7
    exec 7<&-
}

# back_door PATH   prints the answer
back_door() { http_get 9001 "$1"; }

# metric NAME   a figure of the server
metric() { http_get 9049 /metrics | awk -v name="$1" '$1 == name {print $2; found = 1} END {exit !found}'; }

# requests   how many S3 has seen
requests() { back_door /counts | awk '{n += $2} END {print n + 0}'; }

# quiet_requests   the same, once nobody asks any more
quiet_requests() {
    local before now
    now=$(requests)
    until [ "$now" = "${before:-none}" ]; do
        before=$now
        sleep 0.3
        now=$(requests)
    done
    echo "$now"
}

# figure NAME SINCE REQUESTS   notes what took from SINCE (nanoseconds of date) to now
figure() { echo "$1: $((($(date +%s%N) - $2) / 1000000)) ms, $3 requests" >>"$OUT/figures"; }

# The counters of S3: note them, then ask what came since.
note_counts() { quiet_requests >/dev/null && back_door /counts >/tmp/counts; }

# since_noted COLUMN OPERATION...   sum of a column (2 requests, 3 bytes received) of operations, or of all but lists
since_noted() {
    local column=$1
    shift
    back_door /counts | awk -v column="$column" -v wanted=" $* " 'NR == FNR {old[$1] = $column; next}
        wanted == "  " ? $1 !~ /^LIST/ : index(wanted, " " $1 " ") {n += $column - old[$1]}
        END {print n + 0}' /tmp/counts -
}

# requests_since_noted   all of them, in words
requests_since_noted() {
    back_door /counts | awk 'NR == FNR {old[$1] = $2; next}
        $2 > old[$1] {printf "%s%d %s", comma, $2 - old[$1], $1; comma = ", "}' /tmp/counts -
}
