// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"fmt"
)

// Severity says how dangerous a finding is. A rule has a default; a policy may change it.
type Severity uint8

// The severities, in rising order. The zero value is not a severity.
const (
	Low Severity = iota + 1
	Medium
	High
)

var severityNames = [...]string{"", "low", "medium", "high"}

// SeverityNames lists the words that ParseSeverity takes, in rising order.
func SeverityNames() []string { return []string{"low", "medium", "high"} }

// String returns the word for s: low, medium or high.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("severity(%d)", uint8(s))
}

// ParseSeverity reads one of SeverityNames.
func ParseSeverity(word string) (Severity, error) {
	for i, name := range severityNames {
		if i > 0 && name == word {
			return Severity(i), nil
		}
	}
	return 0, fmt.Errorf("severity %q: want low, medium or high", word)
}

// MarshalText writes the word for s.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads one of SeverityNames.
func (s *Severity) UnmarshalText(text []byte) error {
	v, err := ParseSeverity(string(text))
	if err == nil {
		*s = v
	}
	return err
}
