package sqlite

import (
	"context"
	"database/sql/driver"

	"github.com/mattn/go-sqlite3"
)

// A connector is a data source name. It opens connections that do not trust the
// file: a schema that somebody planted runs no function with side effects, and
// a page that is not what it should be is an error rather than an odd row. A
// data source name has no word for either.
type connector string

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(string(c)) }

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		_, err := conn.Exec("pragma trusted_schema = off; pragma cell_size_check = on", nil)
		return err
	}}
}
