package sqlite

import (
	"context"
	"errors"
	"io/fs"

	"github.com/mattn/go-sqlite3"
)

// Image returns the whole database as the bytes of its file. A cluster has none.
func (db *DB) Image(ctx context.Context) ([]byte, error) {
	var image []byte
	f, ok := db.engine.(*file)
	if !ok {
		return nil, errors.ErrUnsupported
	}
	err := f.raw(ctx, func(conn *sqlite3.SQLiteConn) (err error) {
		image, err = conn.Serialize("main")
		return err
	})
	return image, explain(db.path, err)
}

// OpenImage opens a database in memory that begins as image, the bytes of a
// database file. It is for what would take long to make at every start.
func OpenImage(ctx context.Context, image []byte, migrations fs.FS) (*DB, error) {
	f, err := open(Memory)
	if err != nil {
		return nil, explain("", err)
	}
	if err = f.load(ctx, image); err != nil {
		f.close()
		return nil, explain("", err)
	}
	return f.db().prepared(ctx, migrations)
}

// load copies image into f. What SQLite opens from bytes cannot grow, so it
// is opened beside f.
func (f *file) load(ctx context.Context, image []byte) error {
	beside, err := open(Memory)
	if err != nil {
		return err
	}
	defer beside.close()
	return beside.raw(ctx, func(from *sqlite3.SQLiteConn) error {
		if err := from.Deserialize(image, "main"); err != nil {
			return err
		}
		return f.raw(ctx, func(to *sqlite3.SQLiteConn) error {
			copying, err := to.Backup("main", from, "main")
			if err != nil {
				return err
			}
			_, err = copying.Step(-1) // all pages at once
			return errors.Join(err, copying.Finish())
		})
	})
}

// raw calls do with the driver's own connection.
func (f *file) raw(ctx context.Context, do func(*sqlite3.SQLiteConn) error) error {
	conn, err := f.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error { return do(driver.(*sqlite3.SQLiteConn)) })
}
