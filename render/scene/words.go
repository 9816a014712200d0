package scene

import "strings"

// Language is one of the three of the exercise.
type Language uint8

// The languages.
const (
	EN Language = iota
	ES
	FR
	languageCount
)

// Languages are all of them.
var Languages = []Language{EN, ES, FR}

// LanguageOf returns the language of an ISO 639-1 code in either case; English
// for any other.
func LanguageOf(code string) Language {
	for _, l := range Languages {
		if strings.EqualFold(code, l.String()) {
			return l
		}
	}
	return EN
}

// String returns the ISO 639-1 code in capitals.
func (l Language) String() string { return [...]string{"EN", "ES", "FR"}[l%languageCount] }

// Word is a text of the viewer's own; what comes from the exercise (names,
// messages, injects) stays in the language in which it was written.
type Word uint8

// The words.
const (
	wordExercise Word = iota
	wordPaused
	wordRunning
	wordSpeed
	wordTracks
	wordPlots
	wordRadars
	wordAircraft
	wordCenter
	wordDirector
	wordAlerts
	wordMessages
	wordBoard
	wordTrack
	wordNoAlerts
	wordNoMessages
	wordNoPicture
	wordIdentity
	wordStatus
	wordCode
	wordAddress
	wordLevel
	wordSpeedGround
	wordHeading
	wordPosition
	wordAccuracy
	wordLastPlot
	wordPlan
	wordSources
	wordWhy
	wordInterest
	wordNone
	wordHelp
	wordLive
	wordElapsed
	wordOut
	wordFrom
	wordConfirmed
	wordCoasting

	wordPending
	wordUnknown
	wordAssumedFriend
	wordFriend
	wordNeutral
	wordSuspect
	wordHostile
	wordJoker
	wordFaker

	wordCoast
	wordBorders
	wordStates
	wordADIZ
	wordGrid
	wordRings
	wordSites
	wordPlotLayer
	wordTrackLayer
	wordTrails
	wordLabels
	wordCrowd
	wordGhosts
	wordLimits
	wordFIRs
	wordAreas
	wordZones

	wordKeyPause
	wordKeySpeed
	wordKeyStep
	wordKeyEnds
	wordKeyCenter
	wordKeyPan
	wordKeyZoom
	wordKeySelect
	wordKeyTruth
	wordKeyPlots
	wordKeyFused
	wordKeyRings
	wordKeyTrails
	wordKeyLabels
	wordKeyBoard
	wordKeyLanguage
	wordKeyHome
	wordKeyShot
	wordKeyHelp
	wordKeyQuit
	wordKeySeek
	wordKeyConsole

	wordSimulated
	wordNoPlay
	wordDesk
	wordCases
	wordTransfers
	wordFlights
	wordRequests
	wordLog
	wordDeclared
	wordGap
	wordApart
	wordBoundary
	wordFuel
	wordVoice
	wordRobot
	wordWaits
	wordAndMore
	wordControl
	wordReporter
	wordLead
	wordIntercept
	wordNobody
	wordOrders
	wordWanted
	wordGot
	wordTry
	wordNothingMore
	wordNot
	wordAuthority
	wordInstrument
	wordWatches
	wordActive
	wordInactive
	wordByPlan
	wordKeyAirspace
	wordEvidence
	wordGivenBy
	wordFirstSeen
	wordSeenAs
	wordConflict
	wordStaff
	wordScore
	wordUpTo
	wordNoScore
	wordByRobots
	wordKeyScore
	wordNoCrossing
	wordUnseen
	wordCount
)

// words holds every word in English, Spanish and French.
var words = [wordCount][languageCount]string{
	wordExercise:    {"EXERCISE", "EJERCICIO", "EXERCICE"},
	wordPaused:      {"PAUSED", "EN PAUSA", "EN PAUSE"},
	wordRunning:     {"RUNNING", "EN CURSO", "EN COURS"},
	wordSpeed:       {"Speed", "Velocidad", "Vitesse"},
	wordTracks:      {"tracks", "trazas", "pistes"},
	wordPlots:       {"plots", "plots", "plots"},
	wordRadars:      {"radars", "radares", "radars"},
	wordAircraft:    {"aircraft", "aeronaves", "aéronefs"},
	wordCenter:      {"Center", "Centro", "Centre"},
	wordDirector:    {"DIRECTOR", "DIRECTOR", "DIRECTION"},
	wordAlerts:      {"Alerts", "Alertas", "Alertes"},
	wordMessages:    {"Messages", "Mensajes", "Messages"},
	wordBoard:       {"MSEL", "MSEL", "MSEL"},
	wordTrack:       {"Track", "Traza", "Piste"},
	wordNoAlerts:    {"No alerts", "Sin alertas", "Aucune alerte"},
	wordNoMessages:  {"No messages", "Sin mensajes", "Aucun message"},
	wordNoPicture:   {"No picture published yet", "Aún no hay imagen publicada", "Aucune image publiée pour l’instant"},
	wordIdentity:    {"Identity", "Identidad", "Identité"},
	wordStatus:      {"Status", "Estado", "État"},
	wordCode:        {"Code", "Código", "Code"},
	wordAddress:     {"Address", "Dirección", "Adresse"},
	wordLevel:       {"Level", "Nivel", "Niveau"},
	wordSpeedGround: {"Ground speed", "Vel. terrestre", "Vitesse sol"},
	wordHeading:     {"Course", "Derrota", "Route"},
	wordPosition:    {"Position", "Posición", "Position"},
	wordAccuracy:    {"Accuracy", "Precisión", "Précision"},
	wordLastPlot:    {"Last plot", "Último plot", "Dernier plot"},
	wordPlan:        {"Flight plan", "Plan de vuelo", "Plan de vol"},
	wordSources:     {"Sensors", "Sensores", "Capteurs"},
	wordWhy:         {"Because", "Porque", "Motif"},
	wordInterest:    {"Track of interest", "Traza de interés", "Piste d’intérêt"},
	wordNone:        {"none", "ninguno", "aucun"},
	wordHelp:        {"Keys", "Teclas", "Touches"},
	wordLive:        {"LIVE", "EN VIVO", "DIRECT"},
	wordElapsed:     {"Elapsed", "Transcurrido", "Écoulé"},
	wordOut:         {"out", "fuera", "arrêt"},
	wordFrom:        {"from", "desde", "depuis"},
	wordConfirmed:   {"confirmed", "confirmada", "confirmée"},
	wordCoasting:    {"coasting", "extrapolada", "extrapolée"},

	wordPending:       {"pending", "pendiente", "en attente"},
	wordUnknown:       {"unknown", "desconocida", "inconnue"},
	wordAssumedFriend: {"assumed friend", "supuesta amiga", "présumée amie"},
	wordFriend:        {"friend", "amiga", "amie"},
	wordNeutral:       {"neutral", "neutral", "neutre"},
	wordSuspect:       {"suspect", "sospechosa", "suspecte"},
	wordHostile:       {"hostile", "hostil", "hostile"},
	wordJoker:         {"joker", "joker", "joker"},
	wordFaker:         {"faker", "faker", "faker"},

	wordCoast:      {"Coast", "Costa", "Côtes"},
	wordBorders:    {"Borders", "Fronteras", "Frontières"},
	wordStates:     {"States", "Estados", "États"},
	wordADIZ:       {"ADIZ", "ADIZ", "ADIZ"},
	wordGrid:       {"Grid", "Malla", "Grille"},
	wordRings:      {"Rings", "Anillos", "Cercles"},
	wordSites:      {"Radars", "Radares", "Radars"},
	wordPlotLayer:  {"Plots", "Plots", "Plots"},
	wordTrackLayer: {"Tracks", "Trazas", "Pistes"},
	wordTrails:     {"Trails", "Estelas", "Traînées"},
	wordLabels:     {"Labels", "Etiquetas", "Étiquettes"},
	wordCrowd:      {"All labels", "Todas", "Toutes"},
	wordGhosts:     {"Truth", "Verdad", "Vérité"},
	wordLimits:     {"Limits", "Límites", "Limites"},
	wordFIRs:       {"FIR", "FIR", "FIR"},
	wordAreas:      {"Area", "Área", "Aire"},
	wordZones:      {"Zones", "Zonas", "Zones"},

	wordKeyPause:    {"Pause, go on", "Pausa, seguir", "Pause, reprise"},
	wordKeySpeed:    {"Slower, faster", "Más lento, más rápido", "Plus lent, plus rapide"},
	wordKeyStep:     {"Step back, forward", "Paso atrás, adelante", "Pas arrière, avant"},
	wordKeyEnds:     {"Start, live edge", "Inicio, en vivo", "Début, direct"},
	wordKeyCenter:   {"Other center", "Otro centro", "Autre centre"},
	wordKeyPan:      {"Move the map", "Mover el mapa", "Déplacer la carte"},
	wordKeyZoom:     {"Zoom", "Acercar, alejar", "Zoom"},
	wordKeySelect:   {"Select a track", "Elegir una traza", "Choisir une piste"},
	wordKeyTruth:    {"Truth (director)", "Verdad (director)", "Vérité (direction)"},
	wordKeyPlots:    {"Plots", "Plots", "Plots"},
	wordKeyFused:    {"Fused tracks", "Trazas fusionadas", "Pistes fusionnées"},
	wordKeyRings:    {"Range rings", "Anillos de alcance", "Cercles de portée"},
	wordKeyTrails:   {"Trails", "Estelas", "Traînées"},
	wordKeyLabels:   {"Labels: sorted, all, none", "Etiquetas: ordenadas, todas, ninguna", "Étiquettes : triées, toutes, aucune"},
	wordKeyBoard:    {"MSEL board (director)", "Tablero MSEL (director)", "Tableau MSEL (direction)"},
	wordKeyLanguage: {"Language", "Idioma", "Langue"},
	wordKeyHome:     {"Map as at the start", "Mapa inicial", "Carte initiale"},
	wordKeyShot:     {"Picture to a file", "Imagen a un archivo", "Image vers un fichier"},
	wordKeyHelp:     {"This help", "Esta ayuda", "Cette aide"},
	wordKeyQuit:     {"Close what is open, quit", "Cerrar, salir", "Fermer, quitter"},
	wordKeySeek:     {"Go to that time", "Ir a esa hora", "Aller à cet instant"},
	wordKeyConsole:  {"Give orders", "Dar órdenes", "Donner des ordres"},

	wordSimulated:   {"simulated data", "datos simulados", "données simulées"},
	wordNoPlay:      {"NO PLAY", "SIN JUEGO", "HORS JEU"},
	wordDesk:        {"Desk", "Mesa", "Pupitre"},
	wordCases:       {"Cases", "Casos", "Cas"},
	wordTransfers:   {"Transfers", "Transferencias", "Transferts"},
	wordFlights:     {"Flights", "Vuelos", "Vols"},
	wordRequests:    {"Requests", "Solicitudes", "Demandes"},
	wordLog:         {"Log", "Bitácora", "Journal"},
	wordDeclared:    {"declared", "declarado", "déclaré"},
	wordGap:         {"gap", "hueco", "lacune"},
	wordApart:       {"apart", "distancia", "écart"},
	wordBoundary:    {"boundary", "límite", "limite"},
	wordFuel:        {"fuel", "combustible", "carburant"},
	wordVoice:       {"by voice", "por voz", "de vive voix"},
	wordRobot:       {"robot", "robot", "robot"},
	wordWaits:       {"waits", "en espera", "en attente"},
	wordAndMore:     {"more", "más", "autres"},
	wordControl:     {"ATC control", "Control ATC", "Contrôle ATC"},
	wordReporter:    {"Reports (R2)", "Informa (R2)", "Rapporte (R2)"},
	wordLead:        {"Lead nation", "Nación líder", "Nation pilote"},
	wordIntercept:   {"Interceptor", "Interceptor", "Intercepteur"},
	wordNobody:      {"nobody", "nadie", "personne"},
	wordOrders:      {"Orders", "Órdenes", "Ordres"},
	wordWanted:      {"want", "se espera", "attendu"},
	wordGot:         {"got", "se escribió", "écrit"},
	wordTry:         {"try", "pruebe", "essayez"},
	wordNothingMore: {"nothing more", "nada más", "plus rien"},
	wordNot:         {"not", "no", "pas"},
	wordAuthority:   {"Authority", "Autoridad", "Autorité"},
	wordInstrument:  {"Instrument", "Instrumento", "Instrument"},
	wordWatches:     {"Watched by", "Vigila", "Surveillée par"},
	wordActive:      {"Active", "Activa", "Active"},
	wordInactive:    {"inactive", "inactiva", "inactive"},
	wordByPlan:      {"open by plan", "abierta con plan", "ouverte avec plan"},
	wordEvidence:    {"Evidence", "Pruebas", "Preuves"},
	wordGivenBy:     {"Identity by", "Identidad de", "Identité par"},
	wordFirstSeen:   {"First seen", "Vista desde", "Vue depuis"},
	wordSeenAs:      {"Seen as", "Vista como", "Vue comme"},
	wordConflict:    {"CONFLICT of identities", "CONFLICTO de identidades", "CONFLIT d’identités"},
	wordStaff:       {"staff", "personal", "personnel"},
	wordScore:       {"Score", "Evaluación", "Évaluation"},
	wordUpTo:        {"up to", "hasta", "jusqu’à"},
	wordNoScore:     {"Nothing to score yet", "Aún no hay nada que evaluar", "Rien à évaluer pour l’instant"},
	wordByRobots:    {"* by a robot in an empty seat", "* por un robot en un puesto vacío", "* par un robot à un poste vide"},
	wordKeyScore:    {"Score, next table (director)", "Evaluación, otra tabla (director)", "Évaluation, autre table (direction)"},
	wordNoCrossing:  {"crossed no border", "no cruzó ninguna frontera", "n’a franchi aucune frontière"},
	wordUnseen:      {"unseen by all for at most", "sin ser vista por nadie, a lo sumo", "vue de personne pendant au plus"},
	wordKeyAirspace: {"Limits, FIR, ADIZ, area, zones", "Límites, FIR, ADIZ, área, zonas", "Limites, FIR, ADIZ, aire, zones"},
}

// In returns the word in a language.
func (w Word) In(l Language) string { return words[w][l%languageCount] }

// HelpLine is one line of the help: the keys and what they do.
type HelpLine struct {
	Keys [languageCount]string
	Does Word
}

// key returns keys whose names are the same in all languages.
func key(s string) [languageCount]string { return [languageCount]string{s, s, s} }

// Help is what the help overlay says of the keys. The window back end keeps to
// it.
var Help = []HelpLine{
	{[languageCount]string{"Space", "Espacio", "Espace"}, wordKeyPause},
	{key("[  ]"), wordKeySpeed},
	{key(",  ."), wordKeyStep},
	{[languageCount]string{"Home End", "Inicio Fin", "Début Fin"}, wordKeyEnds},
	{[languageCount]string{"Click time bar", "Clic en la barra", "Clic sur la barre"}, wordKeySeek},
	{[languageCount]string{"PgUp PgDn", "RePág AvPág", "PgPréc PgSuiv"}, wordKeyCenter},
	{[languageCount]string{"Drag  ←↑↓→", "Arrastrar ←↑↓→", "Glisser ←↑↓→"}, wordKeyPan},
	{[languageCount]string{"Wheel  + -", "Rueda  + -", "Molette  + -"}, wordKeyZoom},
	{[languageCount]string{"Click", "Clic", "Clic"}, wordKeySelect},
	{key("T  F10"), wordKeyTruth},
	{key("P"), wordKeyPlots},
	{key("F"), wordKeyFused},
	{key("G"), wordKeyRings},
	{key("H"), wordKeyTrails},
	{key("N"), wordKeyLabels},
	{key("V I A O Z"), wordKeyAirspace},
	{key("M"), wordKeyBoard},
	{key("S"), wordKeyScore},
	{[languageCount]string{":  Enter", ":  Intro", ":  Entrée"}, wordKeyConsole},
	{key("L"), wordKeyLanguage},
	{key("0"), wordKeyHome},
	{key("F12"), wordKeyShot},
	{key("?"), wordKeyHelp},
	{[languageCount]string{"Esc", "Esc", "Échap"}, wordKeyQuit},
}
