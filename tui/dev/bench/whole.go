package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"dintero-login/api/sandbox"
)

const (
	wholePeers = 32
	// wholeEach is how many logins each connection plays in a turn.
	wholeEach = 50
	// After so many over each connection everything in the sandbox that has a limit has
	// reached it.
	wholeWarmUp = 128
)

// wholes measures whole logins, mfa_login, challenge and token, with who asks on the same
// cores. The floor is what the cores in use can sign: one, for one connection.
func (b *bench) wholes(ctx context.Context) ([]row, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	c, err := newCrowd(filepath.Join(b.folder, "accounts.toml"))
	if err != nil {
		return nil, err
	}
	defer c.close()
	if _, err := c.play(wholePeers, wholeWarmUp); err != nil {
		return nil, err
	}
	var rows []row
	for _, kind := range []struct {
		connections, each, cores int
		what, beside             string
	}{
		{1, 4 * wholeEach, 1, "1 connection", "signing on 1 core"},
		{wholePeers, wholeEach, runtime.GOMAXPROCS(0), "32 connections", fmt.Sprintf("signing on %d cores", runtime.GOMAXPROCS(0))},
	} {
		var each []float64
		took, err := turns(max(4, b.rounds), func() (float64, error) {
			began := time.Now()
			logins, err := c.play(kind.connections, kind.each)
			each = append(each, logins...)
			return float64(len(logins)) / time.Since(began).Seconds(), errors.Join(err, ctx.Err())
		}, func() (float64, error) { return signing(key, kind.cores) })
		if err != nil {
			return rows, err
		}
		rows = append(rows,
			row{
				what: "sandbox, whole logins over " + kind.what + ", after a warm-up", ours: median(took[0]), floor: median(took[1]), beside: kind.beside,
				unit: "/s", aim: atLeast, limit: 0.75,
			},
			row{what: "the same, 99 of 100 take at most", ours: quantile(each, 0.99), unit: "ms"})
	}
	return rows, nil
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
		fmt.Fprintf(&b, "[[accounts.customers]]\nname = \"P%d\"\nphone_number = %q\nsecret = \"246810\"\n", i, phoneOf(i))
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

// play plays so many logins over each of some connections, and gives how many milliseconds
// each of them took.
func (c *crowd) play(connections, each int) ([]float64, error) {
	took := make([][]float64, connections)
	err := together(connections, func(i int) error {
		for range each {
			at := time.Now()
			if err := c.login(i); err != nil {
				return err
			}
			took[i] = append(took[i], milliseconds(time.Since(at)))
		}
		return nil
	})
	return slices.Concat(took...), err
}

func (c *crowd) login(i int) error {
	p := c.peers[i]
	offered, err := p.post("/customers/mfa_login", c.bearer, `{"ident_type":"phone_number","ident":"`+phoneOf(i)+
		`","audience":"`+c.is.Audience+`","type":"customer","secret":"246810"}`)
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
