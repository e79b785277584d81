// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package javascript

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
