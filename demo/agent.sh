# What the demos share: the client's side of the hook. Sourced; wants $holdpoint, $play, and $evidence, what an answer
# rests on.
bold='' dim='' red='' green='' yellow='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' plain=$'\e[0m'
fi

title() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
tell() { printf '%s\n' "$*"; }

json() { local s=${1//\\/\\\\}; s=${s//\"/\\\"}; printf '%s' "${s//$'\n'/\\n}"; }

# ask_hook EVENT COMMAND: the client's payload to the hook; leaves $status, $answer, $said, $took. With $background set
# the client says that it runs in the background.
ask_hook() {
  local start=$EPOCHREALTIME
  status=0
  printf '{"session_id":"demo","cwd":"%s","permission_mode":"default","hook_event_name":"%s","tool_name":"Bash","tool_input":{"command":"%s"%s},"tool_use_id":"demo"}' \
    "$(json "$PWD")" "$1" "$(json "$2")" "${background:+,\"run_in_background\":true}" | "$holdpoint" hook claude-code >"$play/answer" 2>"$play/said" || status=$?
  local end=$EPOCHREALTIME
  took=$(((${end/./} - ${start/./})))
  answer=$(cat "$play/answer")
  said=$(cat "$play/said")
}

# agent COMMAND: what the agent wants; really runs when the answer is allow. Leaves $allowed.
agent() {
  printf '\n%sagent>%s %s\n' "$bold" "$plain" "$1"
  ask_hook PreToolUse "$1"
  if [ $status -eq 0 ] && [ -z "$answer" ]; then
    allowed=yes
    printf '%sallowed%s %s(%s.%s ms)%s\n' "$green" "$plain" "$dim" $((took / 1000)) $((took % 1000 / 100)) "$plain"
    [ -z "${real-yes}" ] || really "$1"
    ask_hook PostToolUse "$1"
  else
    allowed=no
    local colour=$yellow word=ask
    case $answer in *'"deny"'*) colour=$red word=deny ;; esac
    printf '%s%s%s %s(%s ms: %s)%s\n' "$colour" "$word" "$plain" "$dim" $((took / 1000)) "$evidence" "$plain"
    "$holdpoint" check --cwd "$PWD" -- "$1" || true
  fi
}
