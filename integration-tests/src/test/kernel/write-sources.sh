# Runs on the host: makes the files that the tests of writing copy, in a folder, once. Beside each FILE lies FILE.sum: its size
# and MD5. Arguments: the folder, and the sizes as NAME=BYTES.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
shift
mkdir -p "$folder" && cd "$folder"

for wanted in "$@"; do
    name=${wanted%%=*} bytes=${wanted#*=}
    [ -e "$name.sum" ] && continue
    head -c "$bytes" /dev/urandom >"$name"
    echo "$bytes $(md5sum <"$name" | cut -c 1-32)" >"$name.sum"
done

# 1,000 files in 20 directories, each with a mode and a time of its own.
make_tree() {
    local i file
    for ((i = 0; i < 1000; i++)); do
        file=tree/d$((i % 20))/f$i
        mkdir -p "${file%/*}"
        head -c $((i * 7 % 9001)) /dev/urandom >"$file"
        chmod $((i % 2 ? 755 : 640)) "$file"
        touch -d "@$((1500000000 + i * 1000))" "$file"
    done
}

if [ ! -e tree.tar ]; then
    rm -rf tree
    make_tree
    tar cf tree.new tree && mv tree.new tree.tar
fi
if [ ! -e d0.zip ] && command -v zip >/dev/null; then (cd tree && zip -qr ../d0.zip d0); fi
gcc -O1 -o write-mapped.new "$here/write-mapped.c" && mv write-mapped.new write-mapped
