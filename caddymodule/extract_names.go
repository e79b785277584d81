// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"path"
	"strings"
	"unicode"
)

func isGraphic(r rune) bool { return unicode.IsGraphic(r) }

// sameName says whether some application may take name for want: the case folded as Unicode does (U+017F is an s, U+212A
// a k), spaces around it, and characters nobody sees left out.
func sameName(name, want string) bool {
	return strings.EqualFold(bareName(name), want)
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
		if name[i] == '[' && strings.EqualFold(name[:i], want) {
			return true
		}
	}
	return strings.EqualFold(name, want)
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

// matchesGlob says whether name, or name before its first bracket, matches one of globs, case ignored.
func matchesGlob(name string, globs []string) bool {
	if len(globs) == 0 {
		return false
	}
	name = strings.ToLower(bareName(name))
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

// matchesFile says whether a file name matches one of globs: whole, without its folders, and without the dots and spaces
// that some file systems drop.
func matchesFile(name string, globs []string) bool {
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	for _, candidate := range []string{name, base, strings.TrimRight(base, ". ")} {
		if matchesGlob(candidate, globs) {
			return true
		}
	}
	return false
}
