package scene

// states are the words of the machines in English, Spanish and French, by the
// word that stands in views and files.
var states = map[string][languageCount]string{
	// hand-over of a track of interest
	"potential":   {"potential", "potencial", "potentielle"},
	"toi":         {"of interest", "de interés", "d’intérêt"},
	"warned":      {"warned", "avisado", "avertie"},
	"telling":     {"telling", "informando", "en annonce"},
	"held_both":   {"held by both", "en ambos", "tenue par deux"},
	"offered":     {"offered", "ofrecido", "offert"},
	"accepted":    {"accepted", "aceptado", "accepté"},
	"handed_over": {"handed over", "entregado", "remise"},
	"returned":    {"returned", "devuelto", "rendue"},
	"lost":        {"lost", "perdido", "perdue"},
	"closed":      {"closed", "cerrado", "close"},
	// ATC transfer
	"planned":      {"planned", "previsto", "prévu"},
	"pending":      {"pending", "pendiente", "en attente"},
	"sent":         {"sent", "enviado", "envoyé"},
	"notified":     {"notified", "avisado antes", "annoncé"},
	"coordinating": {"coordinating", "coordinando", "en coordination"},
	"coordinated":  {"coordinated", "coordinado", "coordonné"},
	"offer_sent":   {"offer sent", "oferta enviada", "offre envoyée"},
	"radio_sent":   {"frequency sent", "frecuencia enviada", "fréquence envoyée"},
	"on_freq":      {"on frequency", "en frecuencia", "sur fréquence"},
	"transferred":  {"transferred", "transferido", "transféré"},
	"voice":        {"by voice", "por voz", "de vive voix"},
	"approved":     {"approved", "aprobado", "approuvé"},
	"rejected":     {"rejected", "rechazado", "rejeté"},
	"cancelled":    {"cancelled", "cancelado", "annulé"},
	// interceptors
	"ready":      {"ready", "lista", "prête"},
	"ordered":    {"ordered", "ordenada", "ordonnée"},
	"airborne":   {"airborne", "en vuelo", "en vol"},
	"closing":    {"closing", "acercándose", "en approche"},
	"visual":     {"visual", "a la vista", "en vue"},
	"shadow":     {"shadowing", "en seguimiento", "en filature"},
	"escort":     {"escorting", "escoltando", "en escorte"},
	"broken_off": {"broken off", "interrumpida", "rompue"},
	"home":       {"going home", "de regreso", "au retour"},
	"down":       {"down", "en tierra", "au sol"},
	// requests
	"granted": {"granted", "concedido", "accordé"},
	"denied":  {"denied", "denegado", "refusé"},
	"late":    {"late", "tardío", "tardif"},
	// lines of the MSEL
	"armed":    {"armed", "armado", "armé"},
	"held":     {"held back", "retenido", "retenu"},
	"answered": {"answered", "respondido", "répondu"},
	"missed":   {"missed", "sin respuesta", "manqué"},
	"skipped":  {"skipped", "omitido", "omis"},
}

// stateIn returns the word for a state in a language; a state that is not known
// stands as it is written.
func stateIn(state string, l Language) string {
	if w, ok := states[state]; ok {
		return w[l%languageCount]
	}
	return state
}
