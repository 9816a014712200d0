package air

// Marking is what every report and export says of itself, as every picture does:
// that it is of an exercise, and that its data are simulated; in the languages of
// the three nations.
const Marking = "EXERCISE. Simulated data. / EJERCICIO. Datos simulados. / EXERCICE. Données simulées."
