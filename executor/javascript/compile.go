// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// fileName is the name the engine knows a program by when it is parsed here.
const fileName = "main.js"

// compiled is a program ready to run.
type compiled struct {
	program *goja.Program
	where   *positions
}

// Compile makes source ready to run. tree is nil or the *ast.Program of source, or of a text that wraps source, as a
// front end does for top-level await; any other tree is refused. The error is a *executor.CompileError when the engine
// cannot run the program, also when it panics over it.
func (Runtime) Compile(source string, tree any) (c executor.Compiled, err error) {
	// Until a tree says otherwise, positions are those of the source itself.
	where := &positions{file: source, source: source}
	defer func() {
		if x := recover(); x != nil {
			c, err = nil, where.compileError(x)
		}
	}()

	program, ok := tree.(*ast.Program)
	switch {
	case tree == nil:
		program, err = parser.ParseFile(nil, fileName, source, 0, parser.WithDisableSourceMaps)
		if err != nil {
			return nil, where.compileError(err)
		}
	case !ok:
		return nil, fmt.Errorf("compile: a tree of type %T is not of this engine", tree)
	case program == nil || program.File == nil:
		return nil, errors.New("compile: the tree names no file")
	default:
		where.file = program.File.Source()
		if where.shift = strings.Index(where.file, source); where.shift < 0 {
			return nil, errors.New("compile: the tree is not of this source")
		}
	}
	if err := refusePropertyClasses(program, where); err != nil {
		return nil, err
	}
	prg, err := goja.CompileAST(program, false)
	if err != nil {
		return nil, where.compileError(err)
	}
	return &compiled{program: prg, where: where}, nil
}

// compileError makes a *executor.CompileError of what a parser or compiler returned or panicked with.
func (p *positions) compileError(x any) error {
	info := executor.ExceptionInfo{Name: "SyntaxError"}
	switch x := x.(type) {
	case parser.ErrorList:
		if len(x) == 0 {
			info.Message = "the program cannot be parsed"
			break
		}
		info.Message = x[0].Message
		info.Line, info.Column = p.at(x[0].Position)
	case *parser.Error:
		info.Message = x.Message
		info.Line, info.Column = p.at(x.Position)
	case *goja.CompilerSyntaxError:
		info.Message = x.Message
		if x.File != nil {
			info.Line, info.Column = p.at(x.File.Position(x.Offset))
		}
	case *goja.CompilerReferenceError:
		info.Name, info.Message = "ReferenceError", x.Message
		if x.File != nil {
			info.Line, info.Column = p.at(x.File.Position(x.Offset))
		}
	default:
		// The engine computes constants while it compiles.
		if impossible(x) {
			info.Name, info.Message = "RangeError", "a constant of the program needs more memory than there can be"
			break
		}
		info.Name, info.Message = "EngineError", fmt.Sprintf("the engine cannot compile this program: %v", x)
	}
	info.Message = clip(info.Message, executor.MaxMessage)
	return &executor.CompileError{Exception: info}
}
