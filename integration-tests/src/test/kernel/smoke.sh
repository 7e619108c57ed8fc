# A boot without any server: the kernel is there, its NFS client too, and host and guest see each other's signals.

check_text "the kernel is Linux" "^Linux .* x86_64" uname -srm
check "nfs is a file system type" grep -qw nfs /proc/filesystems
check_text "nfsv3 is loaded" "nfsv3" lsmod
check_text "the guest reaches the host" "Connection refused" bash -c '</dev/tcp/192.168.77.1/9'
check_text "the environment comes through" "^two words, a 'quote'$" printenv GREETING
check "the root is read-only" bash -c '! touch /sluice-kernel-client-was-here 2>/dev/null'
check "the host's tmp is readable" test -d /run/host/tmp

check "labelled, a check that fails" bash -c 'echo first line; echo the reason >&2; exit 3'

signal booted
check "the host's signal is seen" await seen
check_text "a file that the host made during the run" "made later" cat "$OUT/later"
