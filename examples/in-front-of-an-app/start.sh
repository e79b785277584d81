#!/bin/sh
# Starts the app and Caddy; when either ends, or on Ctrl-C, ends both.
set -eu
cd "$(dirname "$0")"
caddy=${CADDY:-../../build/caddy}
if ! command -v "$caddy" >/dev/null; then
	echo "start.sh: there is no $caddy: make it with \`make build\` in the checkout, or say CADDY=/path/to/caddy" >&2
	exit 1
fi
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

if grep -qs '^module github.com/code-interceptor/caddy-code-interceptor$' ../../go.mod; then
	go build -o "$work/app" ./app
else
	# A copy outside of the checkout belongs to no module: the app gets one of its own, in the folder that is removed again.
	# In a project of yours: `go mod init app && go mod tidy` in app/.
	echo "start.sh: building the app outside of the checkout; its dependency is downloaded when this machine lacks it" >&2
	mkdir "$work/src"
	cp app/*.go "$work/src"
	if ! (
		cd "$work/src"
		go mod init app && go mod edit -require=github.com/coder/websocket@v1.8.14 && go mod tidy && go build -o "$work/app" .
	); then
		echo "start.sh: the app could not be built; try \`go mod init app && go mod tidy && go build\` in app/" >&2
		exit 1
	fi
fi
"$work/app" -listen "127.0.0.1:${APP_PORT:-3000}" &
app=$!
pids=$app
"$caddy" run --config Caddyfile --adapter caddyfile &
gateway=$!
pids="$app $gateway"
while kill -0 "$app" 2>/dev/null && kill -0 "$gateway" 2>/dev/null; do
	sleep 1
done
