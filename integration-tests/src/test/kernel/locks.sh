# Checks of locks on a mount that sends them to the server. For scripts in the guest; sourced by them.
#
# A client that finds no lock service asks for its port again every 3 s, for ever. So the call that locks must take less than that:
# starting a program takes a second by itself in a guest that is also the server's machine.

# lock_checks LABEL FILE
lock_checks() {
    local label=$1 file=$2
    check_text "$label flock is granted before it is asked for again" "^[0-2]?[0-9]{1,3} ms$" within 30 perl lock.pl flock "$file"
    exec 9<"$file"
    flock -n 9
    check_text "$label flock is refused while held" "^refused$" bash -c 'flock -n "$1" true || echo refused' - "$file"
    exec 9<&-
    check "$label flock is granted once it is free" within 30 flock -n "$file" true

    check_text "$label fcntl lock is granted before it is asked for again" "^[0-2]?[0-9]{1,3} ms$" within 30 perl lock.pl fcntl "$file"
    check_text "$label fcntl lock is refused while held" "^held$" \
        within 30 perl lock.pl hold "$file" perl lock.pl ask "$file"
    check_text "$label fcntl lock is granted once it is free" "^free$" within 30 perl lock.pl ask "$file"
}
