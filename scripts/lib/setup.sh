# shellcheck shell=bash
# Sourced by the other scripts. `prepare` brings this checkout into a state in which they can run:
# the system libraries Qt loads, a virtual environment in .venv, the packages that
# requirements.lock names, blfpanel itself (editable). What is there already is left alone, so a
# second run takes a moment; a run that was interrupted is made good by the next.
#
# BLFPANEL_PYTHON   the Python to use, instead of the newest one found
#
# Progress goes to standard error: standard output belongs to the program that is started.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$@"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# --- Python -----------------------------------------------------------------------------------

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in ${BLFPANEL_PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if have "$candidate" && usable "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  if [ -n "${BLFPANEL_PYTHON:-}" ]; then
    stop "BLFPANEL_PYTHON=$BLFPANEL_PYTHON is no Python 3.11 or newer."
  fi
  stop "No Python 3.11 or newer is found. Install one (sudo apt-get install python3.11" \
    "python3.11-venv) or name it in BLFPANEL_PYTHON."
}

# The Debian package without which the given Python cannot make virtual environments.
venv_package() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

# --- system packages --------------------------------------------------------------------------

# What Qt's libraries and its offscreen, X11 and Wayland plug-ins load from the system, and the Debian and
# Ubuntu packages that have it; left out is what these packages need themselves.
QT_LIBRARIES='
libEGL.so.1             libegl1
libGL.so.1              libgl1
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libglib-2.0.so.0        libglib2.0-0
libpulse.so.0           libpulse0
libgssapi_krb5.so.2     libgssapi-krb5-2
libwayland-cursor.so.0  libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1
libX11-xcb.so.1         libx11-xcb1
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-glx.so.0         libxcb-glx0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-sync.so.1        libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
'

# Prints the packages whose library the loader does not find.
missing_libraries() {
  printf '%s' "$QT_LIBRARIES" | "$1" -c '
import ctypes, sys
for line in sys.stdin:
    if line.strip():
        library, package = line.split()
        try:
            ctypes.CDLL(library)
        except OSError:
            print(package)
'
}

missing_fonts() {
  local folder
  for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}"/{.fonts,.local/share/fonts}; do
    [ -d "$folder" ] || continue
    [ -z "$(find -L "$folder" -name '*.[ot]t[fc]' -print -quit 2>/dev/null)" ] || return 0
  done
  echo fonts-dejavu-core
}

# Prints those of the packages named that dpkg does not know as installed.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^.i' || echo "$package"
  done
}

# Installs the packages named as root; tells anybody else what to type.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! have apt-get; then
    say "These Debian packages, or what stands for them here, are missing: $*"
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    say "Some system packages are missing. Type this line, then start again:"
    stop "sudo apt-get install -y --no-install-recommends $*"
  fi
  say "Installing system packages: $*"
  apt-get update -qq >/dev/null || say "The package lists are as old as they were: apt-get update failed."
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    stop "apt-get could not install: $*"
}

# --- virtual environment ----------------------------------------------------------------------

# What .venv is made from: when this is unchanged, there is nothing to install.
wanted() { cat "$ROOT/requirements.lock" "$ROOT/pyproject.toml" | cksum; }

# Does .venv work, from this very folder, with the Python asked for?
venv_fits() {
  [ ! -e "$VENV/unfinished" ] && usable "$PYTHON" && "$PYTHON" -c 'import pip' 2>/dev/null &&
    grep -qsF "$VENV" "$VENV/bin/activate" || return 1
  [ -z "${BLFPANEL_PYTHON:-}" ] || [ "$("$PYTHON" -V)" = "$("$1" -V)" ]
}

make_venv() {
  say "Making the virtual environment .venv with $("$1" -V) ..."
  rm -rf "$VENV"
  mkdir "$VENV"
  : >"$VENV/unfinished"
  "$1" -m venv "$VENV"
}

install_locked() {
  local pip=("$PYTHON" -m pip --disable-pip-version-check install --quiet)
  say "Installing the locked packages into .venv (about 300 MB to fetch the first time) ..."
  : >"$VENV/unfinished"
  "${pip[@]}" --require-hashes --only-binary :all: -r "$ROOT/requirements.lock" >&2
  "${pip[@]}" --no-deps --no-build-isolation --no-index -e "$ROOT" >&2
  wanted >"$VENV/made-from"
  rm "$VENV/unfinished"
}

prepare_alone() {
  local python missing
  python=$(find_python)
  missing=$(venv_package "$python" && missing_libraries "$python" && missing_fonts)
  if [ $# -gt 0 ]; then
    missing="$missing $(missing_packages "$@")"
  fi
  # shellcheck disable=SC2086 # words are packages
  install_packages $missing
  if ! venv_fits "$python"; then
    make_venv "$python"
  fi
  if [ "$(wanted)" != "$(cat "$VENV/made-from" 2>/dev/null)" ]; then
    install_locked
  fi
}

# prepare [PACKAGE...]: all of the above, and these further Debian packages. One at a time: a second
# script that is started meanwhile waits.
prepare() {
  mkdir -p "$ROOT/.cache"
  (
    ! have flock || flock 9
    prepare_alone "$@"
  ) 9>"$ROOT/.cache/setup.lock"
}
