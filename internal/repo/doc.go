// Package repo holds the repository's own rules as tests: who may import whom, what documents must parse, where the
// clock may not be read. It has no code of its own.
package repo
