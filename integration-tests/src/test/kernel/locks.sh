# Checks of locks on a mount that sends them to the server. For scripts in the guest; sourced by them.

# lock_checks LABEL FILE
lock_checks() {
    local label=$1 file=$2
    check "$label flock is granted within 1 s" within 1 flock -n "$file" true
    exec 9<"$file"
    flock -n 9
    check_text "$label flock is refused while held" "^refused$" bash -c 'flock -n "$1" true || echo refused' - "$file"
    exec 9<&-
    check "$label flock is granted once it is free" within 1 flock -n "$file" true

    check "$label fcntl lock is granted within 1 s" within 1 perl fcntl-lock.pl hold "$file" true
    check_text "$label fcntl lock is refused while held" "^held$" \
        perl fcntl-lock.pl hold "$file" perl fcntl-lock.pl ask "$file"
    check_text "$label fcntl lock is granted once it is free" "^free$" perl fcntl-lock.pl ask "$file"
}
