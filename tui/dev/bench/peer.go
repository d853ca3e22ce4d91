package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// peer is a client with one connection and nothing to spare, so that what is measured is
// the other side.
type peer struct {
	conn net.Conn
	in   *bufio.Reader
	url  *url.URL
}

// reply is what a peer reads of any answer.
type reply struct {
	AccessToken string `json:"access_token"`
	MFAToken    string `json:"mfa_token"`
	OOBCode     string `json:"oob_code"`
}

func dial(base string) (*peer, error) {
	at, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		return nil, err
	}
	return &peer{conn: conn, in: bufio.NewReader(conn), url: at}, nil
}

func (p *peer) close() { _ = p.conn.Close() }

func (p *peer) post(path, authorization, body string) (reply, error) {
	_, err := fmt.Fprintf(p.conn, "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		p.url.Path+path, p.url.Host, authorization, len(body), body)
	if err != nil {
		return reply{}, err
	}
	answer, err := http.ReadResponse(p.in, nil)
	if err != nil {
		return reply{}, err
	}
	text, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil {
		return reply{}, err
	}
	if answer.StatusCode != http.StatusOK {
		return reply{}, fmt.Errorf("%s: %s: %.200s", path, answer.Status, text)
	}
	var out reply
	return out, json.Unmarshal(text, &out)
}
