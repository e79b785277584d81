#!/bin/sh
# Starts the app and Caddy; when either ends, or on Ctrl-C, ends both.
set -eu
cd "$(dirname "$0")"
caddy=${CADDY:-../../build/caddy}
work=$(mktemp -d)
pids=
finish() {
	trap - EXIT INT TERM
	# shellcheck disable=SC2086 # a list of numbers
	[ -z "$pids" ] || kill $pids 2>/dev/null || true
	wait
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

go build -o "$work/app" ./app
"$work/app" -listen "127.0.0.1:${APP_PORT:-3000}" &
app=$!
pids=$app
"$caddy" run --config Caddyfile --adapter caddyfile &
gateway=$!
pids="$app $gateway"
while kill -0 "$app" 2>/dev/null && kill -0 "$gateway" 2>/dev/null; do
	sleep 1
done
