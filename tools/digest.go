// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// buildTags are those xcaddy builds with when xcaddy.json names no flags of its own.
const buildTags = "nobadger,nomysql,nopgx"

// goSettings are the settings of the go command that change what it builds.
var goSettings = []string{"GOVERSION", "GOOS", "GOARCH", "GOARM", "GOARM64", "GOAMD64", "GOEXPERIMENT", "GOFLAGS", "GOFIPS140"}

// inputsDigest names everything that a build is made from: the files of this module that end up in the binary, embedded
// ones too, the module files, the plan, the sources of this program and the go command's settings.
func (c *checkout) inputsDigest(ctx context.Context) (string, error) {
	files, err := c.inputs(ctx)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	env := exec.CommandContext(ctx, "go", append([]string{"env"}, goSettings...)...)
	env.Dir = c.root
	settings, err := env.Output()
	if err != nil {
		return "", fmt.Errorf("digest inputs: go env: %w", commandError(err))
	}
	fmt.Fprintf(h, "settings %q\n", settings)
	for _, name := range files {
		sum, err := fileDigest(filepath.Join(c.root, name))
		if err != nil {
			return "", fmt.Errorf("digest inputs: %w", err)
		}
		fmt.Fprintf(h, "%q %s\n", filepath.ToSlash(name), sum)
	}
	return sumOf(h), nil
}

// inputs lists the files a build is made from, relative to the root, sorted. The go command says which they are: a walk
// of the tree would have to guess what is embedded.
func (c *checkout) inputs(ctx context.Context) ([]string, error) {
	list := exec.CommandContext(ctx, "go", "list", "-deps", "-tags", buildTags, "-json=Dir,Module,GoFiles,EmbedFiles,OtherFiles,SFiles", ".")
	list.Dir = c.root
	list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list inputs: go list: %w", commandError(err))
	}
	files := []string{planFile, "go.mod", "go.sum", filepath.Join("tools", "go.mod"), filepath.Join("tools", "go.sum")}
	own, err := filepath.Glob(filepath.Join(c.root, "tools", "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range own {
		if !strings.HasSuffix(name, "_test.go") {
			files = append(files, filepath.Join("tools", filepath.Base(name)))
		}
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir    string
			Module *struct{ Main bool }

			GoFiles, EmbedFiles, OtherFiles, SFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("list inputs: %w", err)
		}
		if p.Module == nil || !p.Module.Main {
			continue // other modules are named by go.sum
		}
		dir, err := filepath.Rel(c.root, p.Dir)
		if err != nil {
			return nil, fmt.Errorf("list inputs: %w", err)
		}
		for _, name := range slices.Concat(p.GoFiles, p.EmbedFiles, p.OtherFiles, p.SFiles) {
			files = append(files, filepath.Join(dir, name))
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func fileDigest(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return sumOf(h), nil
}

func sumOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// commandError adds what a command wrote to standard error to the bare "exit status 1".
func commandError(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
	}
	return err
}
