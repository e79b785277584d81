# The commands of this house. They need Go, make and a module proxy (or a filled module cache); nothing else.
# CONFIG is the Caddyfile to run; ARGS go to the go command.

GO     ?= go
CONFIG ?= Caddyfile
ARGS   ?=
TOOLS   = $(GO) -C tools run .

.DEFAULT_GOAL := help
.PHONY: help build run stop smoke test bench check fmt format vet staticcheck race cross

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## /\1 - /p' Makefile | awk -F ' - ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

build: ## build Caddy as xcaddy.json says, into build/caddy
	@$(TOOLS) build $(ARGS)

run: ## build and start it with the Caddyfile; prints where the playground is
	@$(TOOLS) run -config '$(CONFIG)'

stop: ## stop what "make run" started
	@$(TOOLS) stop

smoke: ## send requests to what "make run" started and check the answers
	@$(TOOLS) smoke -config '$(CONFIG)'

test: ## run every test, also those that start the built Caddy, and count them
	@$(TOOLS) test $(ARGS)

bench: ## run every benchmark
	$(GO) test -run '^$$' -bench . -benchmem $(ARGS) ./...

check: format vet staticcheck cross race ## format, vet, staticcheck, cross-build, tests with the race detector (wants a C compiler)

fmt: ## format every Go file
	gofmt -w .

format: ## fail when a Go file is not formatted
	@files="$$(gofmt -l .)"; test -z "$$files" || { echo "not formatted (make fmt):"; echo "$$files"; exit 1; }

vet: ## go vet, here and in tools/
	$(GO) vet ./...
	$(GO) -C tools vet ./...

staticcheck: ## staticcheck of the version in tools/go.mod, here and in tools/
	$(GO) -C tools build -o ../build/staticcheck honnef.co/go/tools/cmd/staticcheck
	./build/staticcheck ./...
	cd tools && ../build/staticcheck ./...

race: ## every test with the race detector
	@$(TOOLS) test -race $(ARGS)

cross: ## compile for every system we claim, tests too
	@for target in linux/arm64 darwin/arm64 windows/amd64 freebsd/amd64; do \
		echo "cross $$target"; \
		CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) vet ./... || exit 1; \
		CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) -C tools vet ./... || exit 1; \
	done
