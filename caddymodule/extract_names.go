// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isGraphic(r rune) bool { return unicode.IsGraphic(r) }

// sameName says whether some application may take name for want: look-alikes folded, spaces around it and characters
// nobody sees left out.
func sameName(name, want string) bool {
	return equalFold(bareName(name), want)
}

// equalFold says whether two names are equal once folded.
func equalFold(a, b string) bool {
	return strings.EqualFold(a, b) || !(isASCII(a) && isASCII(b)) && fold(a) == fold(b)
}

// fold brings all spellings of a name to one: the case folded as Unicode does (U+017F is an s, U+212A a k), and the i
// without and with a dot (U+0131, U+0130), which is one letter to readers that compare capitals.
func fold(name string) string {
	if isASCII(name) {
		return strings.ToLower(name)
	}
	return strings.Map(func(r rune) rune {
		if r == '\u0130' || r == '\u0131' {
			return 'i'
		}
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return unicode.ToLower(least)
	}, name)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// bareName is name without invisible characters and without spaces around it.
func bareName(name string) string {
	plain := true
	for i := 0; i < len(name) && plain; i++ {
		plain = name[i] > ' ' && name[i] < 0x7F
	}
	if plain {
		return name
	}
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.TrimSpace(visible)
}

// sameField is sameName for form fields, where `code[]`, `code[0]` and `code[x][y]` are the field `code`, and where dots
// and spaces may be read as underscores.
func sameField(name, want string) bool {
	name, want = fieldName(name), fieldName(want)
	for i := 0; i < len(name); i++ {
		if name[i] == '[' && equalFold(name[:i], want) {
			return true
		}
	}
	return equalFold(name, want)
}

var fieldReplacer = strings.NewReplacer(".", "_", " ", "_")

func fieldName(name string) string { return fieldReplacer.Replace(bareName(name)) }

// matchesField says whether a form field is one of names, or its name matches one of globs.
func matchesField(name string, names, globs []string) bool {
	for _, want := range names {
		if sameField(name, want) {
			return true
		}
	}
	return matchesGlob(name, globs)
}

// matchesGlob says whether name, or name before its first bracket, matches one of globs, which are folded as the name is.
func matchesGlob(name string, globs []string) bool {
	if len(globs) == 0 {
		return false
	}
	name = fold(bareName(name))
	head, _, bracket := strings.Cut(name, "[")
	for _, glob := range globs {
		if ok, _ := path.Match(glob, name); ok {
			return true
		}
		if ok, _ := path.Match(glob, head); ok && bracket {
			return true
		}
	}
	return false
}

// matchesFile says whether a file name matches one of globs: as it is, or as what file systems make of it.
func matchesFile(name string, globs []string) bool {
	return slices.ContainsFunc(fileNames(name), func(name string) bool { return matchesGlob(name, globs) })
}

// fileNames returns what may become of a file's name: without its folders, without the dots, spaces and separators behind
// it that some file systems drop, and without what begins with a colon (a stream of the file), a semicolon (parameters to
// some servers) or NUL (the end of the name to some).
func fileNames(name string) []string {
	names := []string{name}
	for _, s := range []string{name, baseName(name), trimFile(name), baseName(trimFile(name))} {
		names = append(names, s)
		if i := strings.IndexAny(s, ":;\x00"); i >= 0 {
			cut := trimFile(s[:i])
			names = append(names, cut, baseName(cut))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func baseName(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }

func trimFile(name string) string {
	return strings.TrimRightFunc(name, func(r rune) bool {
		return strings.ContainsRune(`./\`, r) || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
}
