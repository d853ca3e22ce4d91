package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"dintero-login/api/sandbox"
)

const (
	wholeLogins = 100_000
	wholeAlone  = 1_500 // over one connection
	wholePeers  = 32
	// After so many everything in the sandbox that has a limit has reached it.
	wholeWarmUp = 4_096
)

// whole is what a process of its own measured of whole logins: mfa_login, challenge, token.
type whole struct {
	Signing       float64 // a second, on all cores
	Alone, Many   float64 // logins a second
	AloneP99      time.Duration
	ManyP99       time.Duration
	Before, After float64 // resident, MiB
}

// wholes runs the measuring in a process of its own, so that what is resident is the
// sandbox's and the generator's alone.
func (b *bench) wholes(ctx context.Context) ([]row, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	said, err := exec.CommandContext(ctx, self, "-whole").Output()
	if err != nil {
		return nil, err
	}
	var w whole
	if err := json.Unmarshal(said, &w); err != nil {
		return nil, err
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	return []row{
		{what: "sandbox, whole logins over 1 connection", ours: w.Alone, floor: w.Signing, unit: "/s", told: true},
		{what: "the same, 99 of 100", ours: ms(w.AloneP99), unit: "ms", noFloor: true, told: true},
		{what: "sandbox, whole logins over 32 connections", ours: w.Many, floor: w.Signing, unit: "/s", told: true},
		{what: "the same, 99 of 100", ours: ms(w.ManyP99), unit: "ms", noFloor: true, told: true},
		{what: "sandbox, resident after 100,000 logins; floor: before", ours: w.After, floor: w.Before, unit: "MiB", timesFloor: 1.1},
	}, nil
}

// measureWhole is that process.
func measureWhole() error {
	folder, err := os.MkdirTemp("", "dintero-login-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	c, err := newCrowd(filepath.Join(folder, "accounts.toml"))
	if err != nil {
		return err
	}
	defer c.close()
	var w whole
	steps := []func() error{
		func() error { w.Signing, err = signing(key); return err },
		func() error { w.Alone, w.AloneP99, err = c.play(1, wholeAlone); return err },
		func() error { _, _, err := c.play(wholePeers, wholeWarmUp); return err },
		func() error { w.Before, err = retained(); return err },
		func() error { w.Many, w.ManyP99, err = c.play(wholePeers, wholeLogins); return err },
		func() error { w.After, err = retained(); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(w)
}

// retained is what stays resident once the garbage is collected, in MiB: what grows.
func retained() (float64, error) {
	debug.FreeOSMemory()
	return resident(os.Getpid())
}

// crowd is a sandbox with a customer for each connection, so that no two wait for one
// phone.
type crowd struct {
	box    *sandbox.Sandbox
	is     sandbox.Description
	bearer string
	peers  []*peer
	phones map[string]chan string // codes by number
}

func phoneOf(i int) string { return fmt.Sprintf("+4790000%03d", i) }

func newCrowd(file string) (*crowd, error) {
	var b strings.Builder
	b.WriteString("[[accounts]]\nid = \"T11223344\"\n")
	c := &crowd{phones: map[string]chan string{}}
	for i := range wholePeers {
		fmt.Fprintf(&b, "[[accounts.customers]]\nname = \"P%d\"\nphone_number = %q\nsecret = \"1234\"\n", i, phoneOf(i))
		c.phones[phoneOf(i)] = make(chan string, 1)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		return nil, err
	}
	accounts, err := sandbox.ReadAccounts(context.Background(), file)
	if err != nil {
		return nil, err
	}
	c.box, err = sandbox.Start(sandbox.Options{
		Accounts:  accounts,
		OnMessage: func(m sandbox.Message) { c.phones[m.To] <- m.Code.Reveal() },
	})
	if err != nil {
		return nil, err
	}
	c.is = c.box.Describe()
	for range wholePeers {
		p, err := dial(c.is.BaseURL + "/accounts/" + c.is.Account)
		if err != nil {
			return nil, errors.Join(err, c.box.Close())
		}
		c.peers = append(c.peers, p)
	}
	pair := base64.StdEncoding.EncodeToString([]byte(c.is.ClientID + ":" + c.is.ClientSecret.Reveal()))
	granted, err := c.peers[0].post("/auth/token", "Basic "+pair,
		`{"grant_type":"client_credentials","audience":"`+c.is.Audience+`"}`)
	c.bearer = "Bearer " + granted.AccessToken
	return c, err
}

func (c *crowd) close() {
	for _, p := range c.peers {
		p.close()
	}
	_ = c.box.Close()
}

// play plays logins over some connections: how many a second, and how long 99 of 100 took
// at the most.
func (c *crowd) play(connections, logins int) (float64, time.Duration, error) {
	var all sync.WaitGroup
	each := logins / connections
	took := make([][]time.Duration, connections)
	failed := make([]error, connections)
	began := time.Now()
	for i := range connections {
		all.Go(func() {
			for range each {
				at := time.Now()
				if failed[i] = c.login(i); failed[i] != nil {
					return
				}
				took[i] = append(took[i], time.Since(at))
			}
		})
	}
	all.Wait()
	elapsed := time.Since(began)
	spans := slices.Sorted(slices.Values(slices.Concat(took...)))
	if err := errors.Join(failed...); err != nil || len(spans) == 0 {
		return 0, 0, errors.Join(err, errors.New("the logins did not end"))
	}
	return float64(len(spans)) / elapsed.Seconds(), spans[len(spans)*99/100], nil
}

func (c *crowd) login(i int) error {
	p := c.peers[i]
	offered, err := p.post("/customers/mfa_login", c.bearer, `{"ident_type":"phone_number","ident":"`+phoneOf(i)+
		`","audience":"`+c.is.Audience+`","type":"customer","secret":"1234"}`)
	if err != nil {
		return err
	}
	sent, err := p.post("/auth/mfa/challenge", c.bearer,
		`{"challenge_type":"oob","oob_channel":"sms","mfa_token":"`+offered.MFAToken+`"}`)
	if err != nil {
		return err
	}
	signed, err := p.post("/auth/token", c.bearer, `{"grant_type":"mfa_oob","mfa_token":"`+offered.MFAToken+
		`","oob_code":"`+sent.OOBCode+`","binding_code":"`+<-c.phones[phoneOf(i)]+`"}`)
	if err == nil && signed.AccessToken == "" {
		err = errors.New("the sandbox gave no token")
	}
	return err
}
