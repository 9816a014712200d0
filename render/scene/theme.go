package scene

import "perimeter/air"

// The colours, on black. Few, and none stands alone: every state has a shape or
// a word too (FAA HF-STD-001). Maps and rings are dim, plots blue, history blue,
// warnings yellow, danger red (FAA JO 7210.3, 3-9-1); identities as MIL-STD-2525
// draws lines on dark.
var (
	white       = RGB(255, 255, 255)
	textColor   = RGB(214, 220, 224)
	dimText     = RGB(132, 144, 152)
	faintText   = RGB(88, 98, 106)
	accent      = RGB(96, 200, 255)
	warning     = RGB(255, 214, 64)
	danger      = RGB(255, 84, 84)
	good        = RGB(120, 220, 140)
	panelColor  = RGB(10, 14, 17)
	panelEdge   = RGB(44, 54, 60)
	titleColor  = RGB(24, 32, 38)
	activeColor = RGB(30, 74, 104)
	bannerColor = RGB(96, 20, 20)

	landColor   = RGB(17, 21, 21)
	coastColor  = RGB(86, 100, 106)
	borderColor = RGB(150, 132, 92)
	stateColor  = RGB(46, 54, 58)
	adizColor   = RGB(132, 104, 40)
	firColor    = RGB(56, 82, 116)
	limitColor  = RGB(150, 132, 92)
	areaColor   = RGB(38, 112, 108)
	zoneColor   = RGB(236, 206, 70)
	gridColor   = RGB(24, 30, 34)
	ringColor   = RGB(32, 44, 46)
	coverColor  = RGB(60, 92, 84)
	radarColor  = RGB(128, 168, 150)
	standColor  = RGB(160, 132, 176)

	plotColor    = RGB(88, 150, 255)
	ssrColor     = RGB(96, 200, 150)
	historyColor = RGB(70, 118, 224)
	ghostColor   = RGB(150, 120, 190)
)

// identityColors are the colours of the identities, in the order of air.
var identityColors = [...]Color{
	air.Pending:       RGB(255, 255, 128),
	air.Unknown:       RGB(255, 255, 0),
	air.AssumedFriend: RGB(0, 255, 255),
	air.Friend:        RGB(0, 255, 255),
	air.Neutral:       RGB(0, 255, 0),
	air.Suspect:       RGB(255, 188, 1),
	air.Hostile:       RGB(255, 64, 64),
	air.Joker:         RGB(255, 64, 64),
	air.Faker:         RGB(255, 64, 64),
}

func identityColor(i air.Identity) Color {
	if int(i) < len(identityColors) {
		return identityColors[i]
	}
	return identityColors[air.Unknown]
}
