package scene

import (
	"strconv"
	"strings"
)

// saying is what a center's people are alerted to, in three languages. A center
// says it in English; {1}, {2} are the names, numbers and reasons in it, in their
// order, and a reason may be a saying itself.
type saying [languageCount]string

// sayings are tried in turn: the particular before the general. Words of the trade
// as in sim/center/words.go.
var sayings = []saying{
	// Sensors and feeds.
	{"feed {1} silent since {2}", "enlace {1} callado desde {2}", "liaison {1} muette depuis {2}"},
	{"feed {1} is back", "enlace {1} de vuelta", "liaison {1} rétablie"},
	{"sensor {1} is out of service", "sensor {1} fuera de servicio", "capteur {1} hors service"},
	{"sensor {1} is back in service", "sensor {1} de nuevo en servicio", "capteur {1} de nouveau en service"},

	// Identity.
	{"new unknown: track {1}, {2}", "nueva desconocida: traza {1}, {2}", "nouvelle inconnue : piste {1}, {2}"},
	{"track {1}, plan {2}: into the ADIZ {3}", "traza {1}, plan {2}: entró en la ADIZ {3}", "piste {1}, plan {2} : entrée dans l'ADIZ {3}"},
	{"track {1}: identity in conflict: {2}", "traza {1}: identidad en conflicto: {2}", "piste {1} : identité en conflit : {2}"},
	{"track {1} squawks {2}: {3}", "traza {1} transpone {2}: {3}", "piste {1} affiche {2} : {3}"},
	{"track {1}: transponder answers again", "traza {1}: el transpondedor responde de nuevo", "piste {1} : le transpondeur répond de nouveau"},
	{"track {1}: transponder lost, last reply {2}", "traza {1}: transpondedor perdido, última respuesta {2}", "piste {1} : transpondeur perdu, dernière réponse {2}"},
	{"track {1}: of interest for {2}, not declared", "traza {1}: de interés desde hace {2}, sin declarar", "piste {1} : d'intérêt depuis {2}, non déclarée"},
	{"track {1}: {2} leads over its airspace, not declared", "traza {1}: {2} dirige en su espacio aéreo, sin declarar", "piste {1} : {2} dirige dans son espace aérien, non déclarée"},
	{"track of interest {1} coasts, last plot {2}", "traza de interés {1} extrapolada, última detección {2}", "piste d'intérêt {1} extrapolée, dernier plot {2}"},
	{"track of interest {1} dropped, last plot {2}", "traza de interés {1} eliminada, última detección {2}", "piste d'intérêt {1} abandonnée, dernier plot {2}"},
	{"track {1} in zone {2} ({3}, {4})", "traza {1} en la zona {2} ({3}, {4})", "piste {1} dans la zone {2} ({3}, {4})"},

	// Cases and hand-overs.
	{"case {1}: track {2} lost, {3} holds it", "caso {1}: traza {2} perdida, {3} la tiene", "dossier {1} : piste {2} perdue, {3} la tient"},
	{"case {1}: track {2} lost", "caso {1}: traza {2} perdida", "dossier {1} : piste {2} perdue"},
	{"case {1}: recalled, {2} has lost it", "caso {1}: recuperado, {2} la perdió", "dossier {1} : repris, {2} l'a perdue"},
	{"case {1}: {2} has lost it", "caso {1}: {2} la perdió", "dossier {1} : {2} l'a perdue"},
	{"case {1}: {2} does not answer the warning", "caso {1}: {2} no responde al aviso", "dossier {1} : {2} ne répond pas à l'avis"},
	{"case {1}: wrong read-back by {2}", "caso {1}: colación errónea de {2}", "dossier {1} : collationnement erroné de {2}"},
	{"case {1}: border unowned, {2} does not answer", "caso {1}: sin dueño en la frontera, {2} no responde", "dossier {1} : frontière sans responsable, {2} ne répond pas"},
	{"case {1}: over the border, not handed over", "caso {1}: cruzó la frontera sin entrega", "dossier {1} : frontière franchie sans transfert"},
	{"case {1}: {2} and {3}: not let go, not taken", "caso {1}: {2} y {3}: ni entregada ni tomada", "dossier {1} : {2} et {3} : ni cédée ni prise"},
	{"case {1}: the offer of {2} was not answered", "caso {1}: la oferta de {2} quedó sin respuesta", "dossier {1} : l'offre de {2} est restée sans réponse"},
	{"{1} warns of {2}: their track {3}, {4}", "{1} avisa de {2}: su traza {3}, {4}", "{1} avise de {2} : leur piste {3}, {4}"},
	{"{1} offers {2}: their track {3}", "{1} ofrece {2}: su traza {3}", "{1} propose {2} : leur piste {3}"},
	{"{1} crosses to {2}, not accepted", "{1} cruza hacia {2} sin aceptación", "{1} passe chez {2} sans acceptation"},
	{"{1} does not call: radio failure", "{1} no llama: falla de radio", "{1} n'appelle pas : panne de radio"},
	{"{1}: {2} does not answer by voice", "{1}: {2} no responde por voz", "{1} : {2} ne répond pas à la voix"},
	{"{1}: by voice to {2}", "{1}: por voz a {2}", "{1} : de vive voix à {2}"},
	{"{1}: {2} proposes {3} at {4}", "{1}: {2} propone {3} en {4}", "{1} : {2} propose {3} à {4}"},
	{"{1}: {2} refuses it: {3}", "{1}: {2} la rechaza: {3}", "{1} : {2} la refuse : {3}"},

	// Interceptors.
	{"breach: {1} is over {2}: {3}", "infracción: {1} está sobre {2}: {3}", "infraction : {1} est au-dessus de {2} : {3}"},
	{"breach: {1} of {2}: {3}", "infracción: {1} de {2}: {3}", "infraction : {1} de {2} : {3}"},
	{"breach: {1}", "infracción: {1}", "infraction : {1}"},
	{"{1}: none serviceable", "{1}: ninguno en servicio", "{1} : aucun disponible"},
	{"{1}: no word from the leader since {2}", "{1}: sin noticia del líder desde {2}", "{1} : sans nouvelle du leader depuis {2}"},
	{"visual on track {1}: {2}", "a la vista la traza {1}: {2}", "visuel sur la piste {1} : {2}"},
	{"nothing there where track {1} is told", "nada donde se indica la traza {1}", "rien à l'endroit indiqué de la piste {1}"},
	{"lost sight of track {1}", "perdió de vista la traza {1}", "piste {1} perdue de vue"},
	{"fuel for the way home only", "combustible solo para el regreso", "carburant pour le seul retour"},
	{"no {1} of {2} may go there", "ningún {1} de {2} puede ir allí", "aucun {1} de {2} ne peut y aller"},
	{"without the consent of {1}", "sin el consentimiento de {1}", "sans le consentement de {1}"},
	{"without leave of {1}", "sin permiso de {1}", "sans permission de {1}"},

	// Reasons.
	{"unlawful interference", "interferencia ilícita", "intervention illicite"},
	{"radio failure", "falla de radio", "panne de radio"},
	{"emergency", "emergencia", "détresse"},
	{"no code, slow", "sin código, lenta", "sans code, lente"},
	{"no code", "sin código", "sans code"},
	{"code {1}, no plan", "código {1}, sin plan", "code {1}, sans plan"},
	{"squawked {1}", "transpuso {1}", "a affiché {1}"},
	{"transponder lost, last reply {1}", "transpondedor perdido, última respuesta {1}", "transpondeur perdu, dernière réponse {1}"},
	{"no radio, and no plan", "sin radio y sin plan", "sans radio et sans plan"},
	{"no radio, and {1} NM off the route of plan {2}", "sin radio y a {1} NM de la ruta del plan {2}", "sans radio et à {1} NM de la route du plan {2}"},
	{"{1} NM off the route of plan {2}", "a {1} NM de la ruta del plan {2}", "à {1} NM de la route du plan {2}"},
	{"into the ADIZ at {1} without a plan", "entró en la ADIZ a las {1} sin plan", "entrée dans l'ADIZ à {1} sans plan"},
	{"its transponder does not answer", "su transpondedor no responde", "son transpondeur ne répond pas"},
	{"no flight plan", "sin plan de vuelo", "sans plan de vol"},
	{"erratic changes of speed, height or heading", "cambios erráticos de velocidad, altura o rumbo", "changements erratiques de vitesse, d'altitude ou de cap"},
	{"over zone {1}", "sobre la zona {1}", "au-dessus de la zone {1}"},
	{"seen by an interceptor: {1}", "visto por un interceptor: {1}", "vu par un intercepteur : {1}"},
	{"flight {1}: watch-list, {2}", "vuelo {1}: lista de vigilancia, {2}", "vol {1} : liste de surveillance, {2}"},
	{"plan {1} is belied: {2} NM off its route", "el plan {1} queda desmentido: a {2} NM de su ruta", "le plan {1} est démenti : à {2} NM de sa route"},
	{"plan {1}, but into the ADIZ {2}", "plan {1}, pero entró en la ADIZ {2}", "plan {1}, mais entrée dans l'ADIZ {2}"},
	{"plan {1} by its address", "plan {1} por su dirección", "plan {1} par son adresse"},
	{"plan {1} by its code", "plan {1} por su código", "plan {1} par son code"},
	{"plan {1} by its route and time", "plan {1} por su ruta y hora", "plan {1} par sa route et son heure"},
	{"in corridor {1}", "en el corredor {1}", "dans le couloir {1}"},
	{"{1} min early", "{1} min antes", "{1} min en avance"},
	{"{1} min late", "{1} min tarde", "{1} min en retard"},
	{"off its route", "fuera de su ruta", "hors de sa route"},
	{"without radio or transponder", "sin radio o transpondedor", "sans radio ou transpondeur"},
	{"{1} says {2}, we say {3}", "{1} dice {2}, nosotros {3}", "{1} dit {2}, nous {3}"},
	{"{1} says {2}, {3} says {4}", "{1} dice {2}, {3} dice {4}", "{1} dit {2}, {3} dit {4}"},
	{"{1} reports: {2}", "{1} informa: {2}", "{1} signale : {2}"},

	// A name or a track, and a reason.
	{"track {1}: {2}", "traza {1}: {2}", "piste {1} : {2}"},
	{"{1}: {2}", "{1}: {2}", "{1} : {2}"},
}

// SayingIn returns what a center's people are alerted to, in a language. What a
// person wrote, and what is no saying, is said as it stands.
func SayingIn(l Language, text string) string {
	if l%languageCount == EN {
		return text
	}
	var slots [4]string
	for i := range sayings {
		if n, ok := read(sayings[i][EN], text, &slots); ok {
			said := sayings[i][l%languageCount]
			for k := range n {
				said = strings.Replace(said, slot(k), SayingIn(l, slots[k]), 1)
			}
			return said
		}
	}
	return text
}

// slot is the place of name k in a saying.
func slot(k int) string { return "{" + strconv.Itoa(k+1) + "}" }

// read takes a text apart by a pattern: each slot goes up to where the words behind
// it stand first.
func read(pattern, text string, slots *[4]string) (n int, ok bool) {
	for {
		open := strings.IndexByte(pattern, '{')
		if open < 0 {
			return n, text == pattern
		}
		if !strings.HasPrefix(text, pattern[:open]) {
			return 0, false
		}
		text, pattern = text[open:], pattern[open+len("{1}"):]
		words, _, _ := strings.Cut(pattern, "{")
		end := len(text)
		if words != "" {
			end = strings.Index(text, words)
		}
		if end <= 0 || n == len(slots) {
			return 0, false
		}
		slots[n], text = text[:end], text[end:]
		n++
	}
}
