// Package accord holds what nations have agreed about their data: who may have
// what. It is data and pure functions; every gate of the exercise asks here, so
// that a release is decided in one place.
package accord
