package knowledge

// indexes holds what is kept in memory of each guild's index.
type indexes struct{}
