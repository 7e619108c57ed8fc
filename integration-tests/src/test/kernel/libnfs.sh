#!/bin/bash
# Reads the tree of odd names with the tools of libnfs, on the host in the namespace.
#
#   libnfs.sh list       the paths of all files, one a line
#   libnfs.sh sums N     what md5sum prints for every Nth file of the manifest
#   libnfs.sh manifest   the manifest itself
set -euo pipefail
bucket=nfs://192.168.77.1/bucket
options='?version=3&nfsport=2049&mountport=2049'

manifest() { nfs-cat "$bucket/manifest.md5$options"; }

case $1 in
list) nfs-ls -R "$bucket$options" | sed -nE 's/^-[^ ]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ //p' ;;
manifest) manifest ;;
sums)
    manifest | awk -v n="$2" 'NR % n == 1' | cut -c 35- | while IFS= read -r name; do
        printf '%s  %s\n' "$(nfs-cat "$bucket/$name$options" | md5sum | cut -c 1-32)" "$name"
    done
    ;;
esac
