GOFUMPT     = go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
ERRCHECK    = go run github.com/kisielk/errcheck@v1.30.0

.DEFAULT_GOAL := help
.PHONY: help run demo test race lint fmt golden tokens pictures fuzz bench soak record build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the login, with the config that is found
	go run .

demo: ## the login on the embedded sandbox
	go run . --demo

test: ## every test
	go test ./...

race: ## every test, with the race detector
	go test -race ./...

lint: ## formatting, vet, staticcheck, errcheck, and who may import whom
	@out=$$($(GOFUMPT) -l .); if [ -n "$$out" ]; then echo "gofumpt differs:" $$out; exit 1; fi
	go vet ./...
	$(STATICCHECK) ./...
	$(ERRCHECK) -ignoretests -asserts=false ./...
	@.ci/imports

fmt: ## format everything
	$(GOFUMPT) -w .

golden: ## write the golden files anew; say in the commit why they changed
	go test ./flow ./tui ./tui/cli ./tui/dev/pictures -run 'Golden|Matrix|Stories' -update

tokens: ## the tokens that the tests verify, signed anew by npm's jose in a temporary folder
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	npm install --silent --no-audit --no-fund --prefix "$$folder" jose@6.2.18 && \
	node api/jwt/testdata/tokens.mjs "$$folder"

pictures: ## the README's screens and its recording, drawn from the program; a test fails where they differ
	go run ./tui/dev/pictures

fuzz: ## every fuzz target for ten seconds
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime 10s -fuzzminimizetime 1x $$package || exit 1; \
	  done; \
	done

bench: ## speed and memory beside their floors, into the README's table
	go run ./tui/dev/bench -write README.md

soak: ## the sandbox: 100,000 logins from 32 connections, and 10,000 with the race detector
	go test ./api/sandbox -run '^TestSoak$$' -count=1 -v -timeout 30m -soak 100000
	go test ./api/sandbox -run '^TestSoak$$' -count=1 -v -timeout 30m -race -soak 10000

record: ## what leaves: 10,000 curl lines run by shells, 100,000 exchanges searched for secrets, HARs against npm's har-schema
	go test ./api/record -run '^TestCurlSendsWhatWasSent$$' -count=1 -timeout 60m -curls 10000
	go test ./api/record -run '^TestNoSecretSurvivesInWhatLeaves$$' -count=1 -timeout 60m -leaks 100000
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && mkdir "$$folder/hars" && \
	npm install --silent --no-audit --no-fund --prefix "$$folder" har-schema@2.0.0 ajv@6.12.6 && \
	go test ./api/record -run 'TestAHAR|TestNoSecret' -count=1 -hars "$$folder/hars" && \
	node api/record/testdata/har.mjs "$$folder"

build: ## the program, and that it builds for the other systems
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/dintero-login .
	GOOS=windows go build -o /dev/null .
	GOOS=darwin go build -o /dev/null .
