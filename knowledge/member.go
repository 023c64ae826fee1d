package knowledge

import (
	"context"
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
