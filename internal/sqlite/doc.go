// Package sqlite is the store's seam: Select reads, Batch writes, and no
// interactive transaction crosses it, so that a replicated engine, which has
// none, could stand here too. It is the only door to go-sqlite3.
//
// A database is opened in WAL mode with synchronous=FULL, because with NORMAL
// a power cut loses commits that were acknowledged. There is one writer, with
// immediate transactions, and a few readers, which it never blocks.
package sqlite
