# Directories are made and removed, and files removed, first by a server without flags. On the signal changes-were-made the host
# kills it, starts one with --allow-delete, and says restarted.
. ./mounts.sh

names_in() { LC_ALL=C ls -A "$1" | tr '\n' ' '; }

need "mount" mount_by_port /mnt/b
cd /mnt/b || exit 1
check_text "a name that is to come is absent" "No such file" stat new
check "mkdir makes a directory" mkdir -m 700 new
check "mkdir -p makes a path" mkdir -p deep/er/est
check_text "ls shows what was made" "^deep dir marked new $" names_in .
check_text "the mode of mkdir is shown" "^700$" stat -c %a new
check "chmod of a directory that was made is taken" chmod 750 new
check_text "mkdir of what is there is refused" "File exists" mkdir dir
check_text "rmdir of a full directory is refused" "Directory not empty" rmdir dir
check_text "rmdir of a directory with one in it is refused" "Directory not empty" rmdir deep
check_text "rm is refused without a flag" "Operation not permitted" rm -f dir/one
check_text "rmdir of a marker is refused without a flag" "Operation not permitted" rmdir marked
check_text "chmod of a file is refused" "Operation not permitted" chmod 600 dir/one
check "touch sets the times of a file" touch -d @1500000000 dir/one
check_text "an object of another client is not emptied" "Operation not permitted" bash -c ": >dir/one"
cd deep/er/est || exit 1
signal changes-were-made
check "the server is back" await restarted

check_text "the working directory is still there" "^/mnt/b/deep/er/est$" bash -c 'ls && pwd -P'
cd /mnt/b || exit 1
check_text "what was made is there after the kill" "^deep dir marked new $" names_in .
check_text "its mode too" "^750$" stat -c %a new
check_text "the times that were set too" "^1500000000$" stat -c %Y dir/one
check "rm removes files" rm dir/one dir/two
check_text "the emptied directory stays" "^$" names_in dir
check "rmdir removes it" rmdir dir
check "rmdir removes a marker" rmdir marked
check "rm -r removes what was made" rm -r deep new
check_text "nothing is left" "^$" names_in .
cd "$OUT" || exit 1
check "umount" umount /mnt/b
