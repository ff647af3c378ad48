#!/bin/sh
# Makes a file system that holds Node and what it needs to run, out of the Debian that this runs in. collect-system.sh <new folder>
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

# Symbols that only a debugger reads are a seventh of Node.
strip -o "$to/usr/local/bin/node" "$node"
cp -L /usr/bin/tini /usr/bin/dash "$to/usr/bin/"
ln -s dash "$to/usr/bin/sh"

# Every library that these name, and all of the C library's own, which npm's native packages name: under the path by which they are looked up, the loader among them.
{
  ldd "$node" /usr/bin/tini /usr/bin/dash | grep -o '/[^ ]*' | grep -v ':$'
  dpkg-query -L libc6 | grep -E '/lib(64)?/.*\.so(\.[0-9]+)*$' | grep -v /gconv/
} | sort -u | while read -r library; do
  mkdir -p "$to$(dirname "$library")"
  cp -L "$library" "$to$library"
done

# Names are looked up with what the C library has built in, in the order that Debian has.
cp /etc/nsswitch.conf "$to/etc/" 2>/dev/null || echo 'hosts: files dns' >"$to/etc/nsswitch.conf"
echo 'root:x:0:0:root:/:/usr/sbin/nologin
chatsvg:x:10001:10001:chatSVG:/tmp:/usr/sbin/nologin' >"$to/etc/passwd"
echo 'root:x:0:
chatsvg:x:10001:' >"$to/etc/group"

# So that text in pictures is drawn.
cp -rL /usr/share/fonts/truetype/dejavu "$to/usr/share/fonts/"

# So that scanners know what is here and lawyers what it is under.
cp -L /etc/os-release "$to/etc/"
for package in $packages; do
  dpkg-query -s "$package" 2>/dev/null >>"$to/var/lib/dpkg/status" || continue
  echo >>"$to/var/lib/dpkg/status"
  if [ -f "/usr/share/doc/$package/copyright" ]; then
    mkdir -p "$to/usr/share/doc/$package"
    cp -L "/usr/share/doc/$package/copyright" "$to/usr/share/doc/$package/"
  fi
done
