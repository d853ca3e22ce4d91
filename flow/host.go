package flow

import "net/netip"

// IsLoopback reports whether a host, without a port, is this machine: the name localhost, whatever
// a resolver would say of it, or a loopback address (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
func IsLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Zone() == "" && address.Unmap().IsLoopback()
}
