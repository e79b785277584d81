// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"fmt"
	"strings"
)

// Action is what a policy orders for a finding, and, over a whole report, the verdict.
type Action uint8

// The actions, in rising strength. The zero value means that nothing was said.
const (
	// Ignore drops the finding: it is neither reported nor counted.
	Ignore Action = iota + 1
	// Pass reports the finding and lets the code pass.
	Pass
	// Warn passes the code on with a warning.
	Warn
	// Block stops the code.
	Block
)

var actionNames = [...]string{"", "ignore", "log", "warn", "block"}

// ActionNames lists the words that ParseAction takes, in rising strength.
func ActionNames() []string { return []string{"ignore", "log", "warn", "block"} }

// String returns the word for a: ignore, log, warn or block.
func (a Action) String() string {
	if int(a) < len(actionNames) {
		return actionNames[a]
	}
	return fmt.Sprintf("action(%d)", uint8(a))
}

// ParseAction reads one of ActionNames.
func ParseAction(word string) (Action, error) {
	for i, name := range actionNames {
		if i > 0 && name == word {
			return Action(i), nil
		}
	}
	return 0, fmt.Errorf("action %s: want %s", quoteShort(word), orList(ActionNames()))
}

// MarshalText writes the word for a.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads one of ActionNames.
func (a *Action) UnmarshalText(text []byte) error {
	v, err := ParseAction(string(text))
	if err == nil {
		*a = v
	}
	return err
}

// Mode says whether a policy's verdicts are carried out.
type Mode string

// The modes. The empty Mode means Enforce.
const (
	// Enforce carries verdicts out.
	Enforce Mode = "enforce"
	// Detect reports what would be blocked and blocks nothing.
	Detect Mode = "detect"
	// Off judges nothing.
	Off Mode = "off"
)

// ModeNames lists the modes.
func ModeNames() []string { return []string{string(Enforce), string(Detect), string(Off)} }

// ParseMode reads one of ModeNames.
func ParseMode(word string) (Mode, error) {
	for _, name := range ModeNames() {
		if name == word {
			return Mode(name), nil
		}
	}
	return "", fmt.Errorf("mode %s: want %s", quoteShort(word), orList(ModeNames()))
}

// orList writes "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
