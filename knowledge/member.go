package knowledge

import (
	"context"
	"encoding/hex"

	"pamphlet/internal/sqlite"
)

// Mark is what stands for a member in a guild where the member's id must not:
// 16 hexadecimal digits, the same after a restart, and of use to nobody who
// does not hold the database.
func (b *Base) Mark(ctx context.Context, name, member string) (string, error) {
	hash, err := b.asker(ctx, name, member)
	if err != nil || len(hash) == 0 {
		return "", err
	}
	return hex.EncodeToString(hash[:8]), nil
}

// ForgetMemberEverywhere deletes every question that a member asked in any
// guild.
func (b *Base) ForgetMemberEverywhere(ctx context.Context, member string) error {
	names, err := sqlite.Select(ctx, b.db, sqlite.Value[string],
		`select g.guild from guilds g join settings s on s.guild = g.n where s.name = ? order by g.n`, settingKey)
	for _, name := range names {
		if err == nil {
			err = b.ForgetMember(ctx, name, member)
		}
	}
	return err
}
