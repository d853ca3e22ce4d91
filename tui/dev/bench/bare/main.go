// Command bare is the least that a server on loopback can be, as a floor to measure
// against: it says where it listens.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		fmt.Println("http://" + listener.Addr().String())
		err = http.Serve(listener, http.NotFoundHandler())
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
