package moderate

import (
	"slices"
	"testing"

	"pamphlet/knowledge"
)

func TestWhatMembersOpenedIsOfferedFirst(t *testing.T) {
	var ids []int64
	for _, p := range openedFirst([]knowledge.Passage{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}}, []knowledge.Opened{{Passage: 3}, {Passage: 9}, {Passage: 2}}) {
		ids = append(ids, p.ID)
	}
	if want := []int64{3, 2, 1, 4}; !slices.Equal(ids, want) {
		t.Errorf("%d, want %d", ids, want)
	}
}
