package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"time"

	"dintero-login/api/sandbox"
)

const (
	// ofEach is how many logins of a customer wait at a time: the sandbox keeps 64.
	ofEach  = 60
	perTurn = 3 * ofEach
	// workersPerCore keep the cores busy while some wait for an answer.
	workersPerCore = 2
)

// logins measures how many times a second the sandbox sends a code and takes it for a
// token, with those who ask on the same cores. The floor is what the cores can sign.
func (b *bench) logins(ctx context.Context) ([]row, error) {
	messages := make(chan sandbox.Message, 1)
	box, err := sandbox.Start(sandbox.Options{OnMessage: func(m sandbox.Message) { messages <- m }})
	if err != nil {
		return nil, err
	}
	defer func() { _ = box.Close() }()
	l := &load{is: box.Describe(), messages: messages}
	if err := l.connect(); err != nil {
		return nil, err
	}
	defer l.close()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	var ours, floor []float64
	for range max(4, 2*b.rounds) {
		n, err := l.turn()
		if err != nil {
			return nil, err
		}
		ours = append(ours, n)
		if n, err = signing(key); err != nil {
			return nil, err
		}
		floor = append(floor, n)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return []row{{what: "sandbox, challenge and token", ours: median(ours), floor: median(floor), unit: "/s", ofFloor: 0.75}}, nil
}

// signing is how many tokens a second all cores together can sign.
func signing(key *rsa.PrivateKey) (float64, error) {
	digest := sha256.Sum256([]byte("a token's header and claims"))
	return rate(runtime.GOMAXPROCS(0), func(int) error {
		_, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])
		return err
	})
}

// rate does something perTurn times on some workers, and says how often a second.
func rate(workers int, do func(worker int) error) (float64, error) {
	var all sync.WaitGroup
	left := make(chan struct{}, perTurn)
	failed := make(chan error, workers)
	for range perTurn {
		left <- struct{}{}
	}
	close(left)
	began := time.Now()
	for worker := range workers {
		all.Go(func() {
			for range left {
				if err := do(worker); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	select {
	case err := <-failed:
		return 0, err
	default:
		return perTurn / took.Seconds(), nil
	}
}

// load asks the sandbox, over one connection for each worker.
type load struct {
	is       sandbox.Description
	bearer   string
	peers    []*peer
	sending  sync.Mutex // one send at a time, so that the message that comes is its own
	messages chan sandbox.Message
}

func (l *load) connect() error {
	for range workersPerCore * runtime.GOMAXPROCS(0) {
		p, err := dial(l.is.BaseURL + "/accounts/" + l.is.Account)
		if err != nil {
			return err
		}
		l.peers = append(l.peers, p)
	}
	pair := base64.StdEncoding.EncodeToString([]byte(l.is.ClientID + ":" + l.is.ClientSecret.Reveal()))
	granted, err := l.peers[0].post("/auth/token", "Basic "+pair,
		`{"grant_type":"client_credentials","audience":"`+l.is.Audience+`"}`)
	l.bearer = "Bearer " + granted.AccessToken
	return err
}

func (l *load) close() {
	for _, p := range l.peers {
		p.close()
	}
}

// turn begins some logins, and then takes the time of what follows: challenge and token.
func (l *load) turn() (float64, error) {
	begun := make(chan string, perTurn)
	for i := range perTurn {
		who := l.is.Customers[i%3]
		kind, ident := "phone_number", who.Phone
		if ident == "" {
			kind, ident = "email", who.Email
		}
		offered, err := l.peers[0].post("/customers/mfa_login", l.bearer, `{"ident_type":"`+kind+`","ident":"`+ident+
			`","audience":"`+l.is.Audience+`","type":"`+who.Type+`","secret":`+strconv.Quote(who.Secret.Reveal())+`}`)
		if err != nil {
			return 0, err
		}
		begun <- offered.MFAToken
	}
	return rate(len(l.peers), func(worker int) error { return l.login(l.peers[worker], <-begun) })
}

func (l *load) login(p *peer, mfaToken string) error {
	l.sending.Lock()
	sent, err := p.post("/auth/mfa/challenge", l.bearer,
		`{"challenge_type":"oob","oob_channel":"sms","mfa_token":"`+mfaToken+`"}`)
	if err != nil {
		l.sending.Unlock()
		return err
	}
	message := <-l.messages // it came before the answer
	l.sending.Unlock()
	signed, err := p.post("/auth/token", l.bearer, `{"grant_type":"mfa_oob","mfa_token":"`+mfaToken+
		`","oob_code":"`+sent.OOBCode+`","binding_code":"`+message.Code.Reveal()+`"}`)
	if err == nil && signed.AccessToken == "" {
		err = errors.New("the sandbox gave no token")
	}
	return err
}
