// SPDX-License-Identifier: Apache-2.0

// Package examples holds the programs that the playground offers. The folders beside it are deployments to copy.
package examples

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed snippets
var files embed.FS

// Snippet is a program to try.
type Snippet struct {
	// Title is the text of the comment on its first line.
	Title string
	// Language is the language's id.
	Language string
	Code     string
}

// languages says which language a file's name means.
var languages = map[string]string{".js": "javascript"}

// Snippets returns every program, in the order of the files' names.
func Snippets() []Snippet {
	entries, err := files.ReadDir("snippets")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	var out []Snippet
	for _, e := range entries {
		language, ok := languages[path.Ext(e.Name())]
		if !ok {
			continue
		}
		code, err := files.ReadFile("snippets/" + e.Name())
		if err != nil {
			panic(err)
		}
		first, _, _ := strings.Cut(string(code), "\n")
		out = append(out, Snippet{Title: strings.TrimSpace(strings.TrimLeft(first, "/# ")), Language: language, Code: string(code)})
	}
	return out
}
