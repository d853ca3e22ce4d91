//go:build phone

package main

// libphonenumber unpacks its metadata before main runs. With the tag `phone` the hello
// world does, too: it is the floor of a program that reads phone numbers.
import _ "github.com/nyaruka/phonenumbers"
