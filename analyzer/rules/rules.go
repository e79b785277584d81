// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// all is the list of rules, ordered by id.
var all = []*analyzer.Rule{
	codeDynamicGlobal,
	codeEval,
	codeFunctionCtor,
	codeGlobalEnumeration,
	codeImpliedEval,
	codeUnevaluated,
	codeWasm,
	codeWith,
	codeWorker,
	domObject,
	domSink,
	domStorage,
	loopBlockingWait,
	loopEndless,
	loopRedos,
	memBomb,
	moduleDanger,
	moduleDynamicName,
	moduleEscape,
	moduleRequire,
	netRequest,
	parseInternal,
	parseLimits,
	parseUnknownLanguage,
	parseUnparsable,
	processGlobal,
	processObject,
	protoPollution,
	regexUnicodeProperty,
	timerUse,
}

// All returns the rules, ordered by id. The caller must not change them.
func All() []*analyzer.Rule { return slices.Clone(all) }
