// SPDX-License-Identifier: Apache-2.0

package executor

// Program is a source that a policy has let through. Only the gateway makes one (a test of the house holds that), and it is
// bound to the digest of the very bytes that were judged and to the version of the policy that judged them.
type Program struct {
	sourceSHA256  string
	policyVersion string
	language      string
}

// Approve makes the program for a source that was judged and let through.
// sourceSHA256 is the hexadecimal digest of the judged bytes, policyVersion the version of the policy that let them through.
func Approve(language, sourceSHA256, policyVersion string) Program {
	return Program{sourceSHA256: sourceSHA256, policyVersion: policyVersion, language: language}
}

// SourceSHA256 returns the hexadecimal digest of the judged bytes.
func (p Program) SourceSHA256() string { return p.sourceSHA256 }

// PolicyVersion returns the version of the policy that let the source through.
func (p Program) PolicyVersion() string { return p.policyVersion }

// Language returns the id of the program's language.
func (p Program) Language() string { return p.language }

// Valid says whether p was approved at all; the zero Program was not.
func (p Program) Valid() bool {
	return len(p.sourceSHA256) == 64 && p.policyVersion != "" && p.language != ""
}
