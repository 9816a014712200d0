package center

import (
	"fmt"
	"strings"

	"perimeter/air"
)

// phrases are what the scripts are made of, in one language. The words of the
// trade are those of the three services: traza de interés, piste d'intérêt;
// entrega positiva, transfert positif.
type phrases struct {
	exercise string
	to       string // receiver, sender
	opening  map[string]string
	number   string // of a track
	other    string // "your track"
	place    string // position, time
	motion   string // course, knots
	level    string
	noLevel  string
	code     string
	noCode   string
	callsign string
	reason   string
	border   string
	escort   string

	kind, noKind   string
	noCallsign     string
	souls, noSouls string
	noBorder       string
	sector         string
	sure           string
	grades         map[string]string // by Talk.Sure
	label          string            // nations
}

var tongues = [...]phrases{
	air.English: {
		exercise: "EXERCISE", to: "%s, this is %s.",
		opening: map[string]string{
			"warn": "Warning of track of interest %s", "receipt": "Received, %s", "tell": "Position of %s", "contact": "Contact on %s",
			"check": "Check %s", "offer": "I offer %s, take it", "accept": "I accept %s, read back", "refuse": "I refuse %s",
			"retract": "Offer withdrawn, %s", "release": "Released to you, %s", "return": "It turns back, I offer %s",
			"lost": "Lost, %s, last position", "close": "Case closed, %s", "ask": "What have you there%s", "nothing": "Nothing for you%s",
			"estimate": "Estimate of %s", "plan": "Current plan of %s", "copied": "Copied, %s", "reject": "Not possible, %s", "change": "New estimate of %s",
			"cancel": "%s no longer comes to you", "hand_off": "Hand-off, %s", "take": "Radar contact, I take %s", "recall": "I keep %s",
			"agree": "Agreed, %s", "decline": "I cannot take %s", "propose": "I would take %s otherwise",
			"point_out": "Point out, %s", "approve": "Point out approved, %s", "disapprove": "Point out rejected, %s",
		},
		number: "track %d", other: "your track %d", place: "%s at %s", motion: "course %03d, %d knots", level: "level %s", noLevel: "level unknown",
		code: "code %v", noCode: "no code", callsign: "call sign %s", reason: "reason: %s", border: "at the border %s", escort: "escort %s stays behind",
		kind: "type %s", noKind: "type unknown", noCallsign: "call sign unknown", souls: "%d souls on board", noSouls: "souls on board unknown",
		noBorder: "border not ahead", sector: "sector %s", sure: "confidence %s", label: "releasable to %v",
		grades: map[string]string{"high": "high", "medium": "medium", "low": "low", "shared": "shared data only"},
	},
	air.Spanish: {
		exercise: "EJERCICIO", to: "%s, aquí %s.",
		opening: map[string]string{
			"warn": "Aviso de traza de interés %s", "receipt": "Recibido, %s", "tell": "Posición de %s", "contact": "Contacto con %s",
			"check": "Verificación de %s", "offer": "Ofrezco entrega positiva de %s, tómela", "accept": "Acepto %s, colaciono", "refuse": "Rechazo %s",
			"retract": "Oferta retirada, %s", "release": "Entregada a ustedes, %s", "return": "Regresa, ofrezco %s",
			"lost": "Perdida, %s, última posición", "close": "Caso cerrado, %s", "ask": "Qué tienen ahí%s", "nothing": "Nada para ustedes%s",
			"estimate": "Estimada de %s", "plan": "Plan actual de %s", "copied": "Copiado, %s", "reject": "No es posible, %s", "change": "Nueva estimada de %s",
			"cancel": "%s ya no entra con ustedes", "hand_off": "Transferencia de control, %s", "take": "Contacto radar, tomo %s", "recall": "Me quedo con %s",
			"agree": "De acuerdo, %s", "decline": "No puedo tomar %s", "propose": "Tomaría %s de otro modo",
			"point_out": "Le muestro %s", "approve": "Aprobado, %s", "disapprove": "No aprobado, %s",
		},
		number: "traza %d", other: "su traza %d", place: "%s a las %s", motion: "rumbo %03d, %d nudos", level: "nivel %s", noLevel: "nivel desconocido",
		code: "código %v", noCode: "sin código", callsign: "distintivo %s", reason: "motivo: %s", border: "en la frontera a las %s", escort: "la escolta %s se queda",
		kind: "tipo %s", noKind: "tipo desconocido", noCallsign: "distintivo desconocido", souls: "%d personas a bordo", noSouls: "personas a bordo desconocidas",
		noBorder: "no va hacia la frontera", sector: "sector %s", sure: "confianza %s", label: "difusión autorizada a %v",
		grades: map[string]string{"high": "alta", "medium": "media", "low": "baja", "shared": "solo datos compartidos"},
	},
	air.French: {
		exercise: "EXERCICE", to: "%s, ici %s.",
		opening: map[string]string{
			"warn": "Avis de piste d'intérêt %s", "receipt": "Bien reçu, %s", "tell": "Position de %s", "contact": "Contact sur %s",
			"check": "Vérification de %s", "offer": "Je propose le transfert positif de %s, prenez-la", "accept": "J'accepte %s, je collationne", "refuse": "Je refuse %s",
			"retract": "Offre retirée, %s", "release": "Elle est à vous, %s", "return": "Elle fait demi-tour, je propose %s",
			"lost": "Perdue, %s, dernière position", "close": "Dossier clos, %s", "ask": "Qu'avez-vous là%s", "nothing": "Rien pour vous%s",
			"estimate": "Estimée de %s", "plan": "Plan en vigueur de %s", "copied": "Copié, %s", "reject": "Impossible, %s", "change": "Nouvelle estimée de %s",
			"cancel": "%s n'entre plus chez vous", "hand_off": "Transfert de contrôle, %s", "take": "Contact radar, je prends %s", "recall": "Je garde %s",
			"agree": "D'accord, %s", "decline": "Je ne peux pas prendre %s", "propose": "Je prendrais %s autrement",
			"point_out": "Je vous montre %s", "approve": "Approuvé, %s", "disapprove": "Refusé, %s",
		},
		number: "piste %d", other: "votre piste %d", place: "%s à %s", motion: "route %03d, %d noeuds", level: "niveau %s", noLevel: "niveau inconnu",
		code: "code %v", noCode: "sans code", callsign: "indicatif %s", reason: "motif : %s", border: "à la frontière à %s", escort: "l'escorte %s reste",
		kind: "type %s", noKind: "type inconnu", noCallsign: "indicatif inconnu", souls: "%d personnes à bord", noSouls: "personnes à bord inconnues",
		noBorder: "pas vers la frontière", sector: "secteur %s", sure: "confiance %s", label: "diffusable à %v",
		grades: map[string]string{"high": "haute", "medium": "moyenne", "low": "basse", "shared": "données partagées seules"},
	},
}

// script returns the words of a message as it is spoken, in one language, with
// the banner before and after it.
func script(in air.Language, from, to string, t *air.Talk) string {
	p := &tongues[min(int(in), len(tongues)-1)]
	opening, ok := p.opening[t.Word]
	if !ok {
		return ""
	}
	about := t.Case
	if about == "" {
		about = t.Callsign
	}
	parts := append([]string{fmt.Sprintf(opening, about)}, p.items(t)...)
	return fmt.Sprintf("%s. %s %s. %s.", p.exercise, fmt.Sprintf(p.to, to, from), strings.Join(parts, ", "), p.exercise)
}

// items returns what a message says, item by item. A warning has all of them, also
// those that are not known.
func (p *phrases) items(t *air.Talk) (parts []string) {
	add := func(yes bool, words string) {
		if yes {
			parts = append(parts, words)
		}
	}
	warns, where := t.Word == "warn", t.Lat != 0 || t.Lon != 0
	add(t.Number != 0, fmt.Sprintf(p.number, t.Number))
	add(t.Other != 0, fmt.Sprintf(p.other, t.Other))
	add(where && t.Measured != 0, fmt.Sprintf(p.place, placeText(t.Lat, t.Lon), t.Measured))
	add(where && t.Measured == 0, placeText(t.Lat, t.Lon))
	add(where && t.SpeedKt != 0, fmt.Sprintf(p.motion, t.Course, t.SpeedKt))
	add(t.Has&air.HasLevel != 0, fmt.Sprintf(p.level, t.Level))
	add(where && t.Has&air.HasLevel == 0, p.noLevel)
	add(t.Has&air.HasCode != 0, fmt.Sprintf(p.code, t.Code))
	add(warns && t.Has&air.HasCode == 0, p.noCode)
	add(t.Case != "" && t.Type != "", fmt.Sprintf(p.kind, t.Type))
	add(warns && t.Type == "", p.noKind)
	add(t.Case != "" && t.Callsign != "", fmt.Sprintf(p.callsign, t.Callsign))
	add(warns && t.Callsign == "", p.noCallsign)
	add(t.Reason != "", fmt.Sprintf(p.reason, t.Reason))
	add(t.Souls != 0, fmt.Sprintf(p.souls, t.Souls))
	add(warns && t.Souls == 0, p.noSouls)
	add(t.Boundary != 0, fmt.Sprintf(p.border, t.Boundary))
	add(warns && t.Boundary == 0, p.noBorder)
	add(t.Sure != "", fmt.Sprintf(p.sure, p.grades[t.Sure]))
	add(t.Label != 0, fmt.Sprintf(p.label, t.Label))
	add(t.Sector != "", fmt.Sprintf(p.sector, t.Sector))
	add(t.Escort != "", fmt.Sprintf(p.escort, t.Escort))
	return parts
}
