package knowledge

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"pamphlet/internal/sqlite"
)

// Mark is what stands for a member in a guild where the member's id must not:
// 16 hexadecimal digits, the same after a restart, and of use to nobody who
// does not hold the database. It does not wait for the disk: a guild's first
// key is kept soon.
func (b *Base) Mark(ctx context.Context, name, member string) (string, error) {
	if member == "" {
		return "", nil
	}
	key, err := b.Setting(ctx, name, settingKey)
	if err == nil && key == "" {
		key = b.recorder.key(name)
		err = b.add(ctx, recorded{guild: name})
	}
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(keyed(key, member)[:8]), nil
}

// ForgetMemberEverywhere deletes every question that a member asked in any
// guild.
func (b *Base) ForgetMemberEverywhere(ctx context.Context, member string) error {
	if err := b.Settle(ctx); err != nil { // a guild's key may still wait
		return err
	}
	names, err := sqlite.Select(ctx, b.db, sqlite.Value[string],
		`select g.guild from guilds g join settings s on s.guild = g.n where s.name = ? order by g.n`, settingKey)
	for _, name := range names {
		if err == nil {
			err = b.ForgetMember(ctx, name, member)
		}
	}
	return err
}

// asker is what is kept of who asked: a hash under the guild's own key, of use
// to nobody who does not hold the database. It is empty for no member.
func (b *Base) asker(ctx context.Context, name, member string) ([]byte, error) {
	if member == "" {
		return []byte{}, nil
	}
	key, err := b.key(ctx, name)
	return keyed(key, member), err
}

// key is a guild's own. A guild without one gets it.
func (b *Base) key(ctx context.Context, name string) (string, error) {
	key, err := b.Setting(ctx, name, settingKey)
	if err != nil || key != "" {
		return key, err
	}
	err = b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{sqlite.Do(`insert or ignore into settings (guild, name, value) values (?, ?, ?)`,
			w.guild.number, settingKey, b.recorder.key(name))}
	}, Change{})
	if err != nil {
		return "", err
	}
	return b.Setting(ctx, name, settingKey)
}

// Sign returns a hash of text that only who holds the base can make, under the
// guild's own key.
func (b *Base) Sign(ctx context.Context, name, text string) ([]byte, error) {
	key, err := b.key(ctx, name)
	return keyed(key, "signed\x00"+text), err
}

// keyed is the hash of a member under a key; empty for no member.
func keyed(key, member string) []byte {
	if member == "" {
		return []byte{}
	}
	hash := hmac.New(sha256.New, []byte(key))
	hash.Write([]byte(member))
	return hash.Sum(nil)[:16]
}

// ForgetMember deletes every question that a member asked in a guild.
func (b *Base) ForgetMember(ctx context.Context, name, member string) error {
	asker, err := b.asker(ctx, name, member)
	if err != nil || len(asker) == 0 {
		return err
	}
	if err := b.Settle(ctx); err != nil {
		return err
	}
	return b.deleteQuestions(ctx, name, ofAsker, asker)
}
