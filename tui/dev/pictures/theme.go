package main

import (
	"fmt"
	"image/color"
)

// theme is a terminal's own colours. All others are the program's.
type theme struct {
	name   string
	text   color.RGBA
	window color.RGBA
	edge   color.RGBA // the line around the window
}

func themes() []theme {
	return []theme{
		{name: "dark", text: rgb(0xd8dee4), window: rgb(0x161b22), edge: rgb(0x30363d)},
		{name: "light", text: rgb(0x1f2328), window: rgb(0xfcfcfc), edge: rgb(0xd0d7de)},
	}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8 & 0xff), B: uint8(hex & 0xff), A: 0xff} // #nosec G115: masked
}

// written returns a colour as SVG writes it.
func written(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
