#!/bin/sh
# Creates a file system with Node and everything that it needs to run, from the Debian in which this runs.
# collect-system.sh <new folder>
set -eu
to=$1
node=$(command -v node)
packages="libc6 libgcc-s1 libstdc++6 dash tini fonts-dejavu-core"
[ ! -e "$to" ] || { echo "$to exists already" >&2; exit 1; }

mkdir -p "$to/app" "$to/etc" "$to/usr/bin" "$to/usr/lib" "$to/usr/local/bin" "$to/usr/share/fonts" "$to/var/lib/dpkg" "$to/proc" "$to/dev" "$to/sys" "$to/run"
mkdir -m 1777 "$to/tmp"
ln -s usr/bin "$to/bin"
ln -s usr/lib "$to/lib"
[ ! -d /lib64 ] || { mkdir "$to/usr/lib64" && ln -s usr/lib64 "$to/lib64"; }

# Debug symbols are a seventh of Node.
strip -o "$to/usr/local/bin/node" "$node"
cp -L /usr/bin/tini /usr/bin/dash "$to/usr/bin/"
ln -s dash "$to/usr/bin/sh"

# All libraries that these link, and all libraries of the C library, which npm's native packages link: at the
# path where they are looked up, including the loader.
{
  ldd "$node" /usr/bin/tini /usr/bin/dash | grep -o '/[^ ]*' | grep -v ':$'
  dpkg-query -L libc6 | grep -E '/lib(64)?/.*\.so(\.[0-9]+)*$' | grep -v /gconv/
} | sort -u | while read -r library; do
  mkdir -p "$to$(dirname "$library")"
  cp -L "$library" "$to$library"
done

# Host names are resolved by the C library itself, in Debian's order.
cp /etc/nsswitch.conf "$to/etc/" 2>/dev/null || echo 'hosts: files dns' >"$to/etc/nsswitch.conf"
echo 'root:x:0:0:root:/:/usr/sbin/nologin
chatsvg:x:10001:10001:chatSVG:/tmp:/usr/sbin/nologin' >"$to/etc/passwd"
echo 'root:x:0:
chatsvg:x:10001:' >"$to/etc/group"

# Fonts for text in pictures.
cp -rL /usr/share/fonts/truetype/dejavu "$to/usr/share/fonts/"

# The list of packages for scanners, and their licences.
cp -L /etc/os-release "$to/etc/"
for package in $packages; do
  dpkg-query -s "$package" 2>/dev/null >>"$to/var/lib/dpkg/status" || continue
  echo >>"$to/var/lib/dpkg/status"
  if [ -f "/usr/share/doc/$package/copyright" ]; then
    mkdir -p "$to/usr/share/doc/$package"
    cp -L "/usr/share/doc/$package/copyright" "$to/usr/share/doc/$package/"
  fi
done
