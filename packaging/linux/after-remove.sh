#!/bin/sh
set -e

# An upgrade also calls this script, after the new version was unpacked.
case "$1" in
  remove | purge)
    rm -f '/usr/bin/@NAME@'
    if [ -e '/etc/apparmor.d/@NAME@' ]; then
      if command -v apparmor_parser > /dev/null; then
        apparmor_parser --remove '/etc/apparmor.d/@NAME@' > /dev/null 2>&1 || true
      fi
      rm -f '/etc/apparmor.d/@NAME@'
    fi
    ;;
esac
