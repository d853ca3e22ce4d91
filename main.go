// Command dintero-login walks a person through a customer's login against the Dintero API,
// in the terminal. Without a config it is a demo on an embedded sandbox.
package main

import (
	"os"

	"dintero-login/tui/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
