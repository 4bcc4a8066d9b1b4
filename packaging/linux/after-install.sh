#!/bin/sh
set -e

ln -sf '@FOLDER@/@NAME@' '/usr/bin/@NAME@'

# Always setuid: asking the kernel whether user namespaces work is unsound, because root may use them where users may not.
chown root:root '@FOLDER@/chrome-sandbox'
chmod 4755 '@FOLDER@/chrome-sandbox'

# A parser that does not know the profile's rules fails, and then the system does not need the profile.
if command -v apparmor_parser > /dev/null && [ -d /etc/apparmor.d ] &&
  apparmor_parser --skip-kernel-load --debug '@FOLDER@/resources/apparmor-profile' > /dev/null 2>&1; then
  cp '@FOLDER@/resources/apparmor-profile' '/etc/apparmor.d/@NAME@'
  apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/@NAME@' > /dev/null 2>&1 || true
fi
