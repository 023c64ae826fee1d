package script

// maxDiffLines bounds the work of diff, which grows with the product of both
// lengths. Replies are far shorter.
const maxDiffLines = 1000

// diff returns the lines of want and got as a diff: lines of both after two
// spaces, lines of want alone after "- ", lines of got alone after "+ ".
// It finds a longest common subsequence by the textbook table.
func diff(want, got []string) []string {
	if len(want) > maxDiffLines || len(got) > maxDiffLines {
		return []string{"- (the reply as written in the script)", "+ (another reply; both are too long to compare)"}
	}
	// common[i][j] is the length for want[i:] and got[j:].
	common := make([][]int, len(want)+1)
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(got) - 1; j >= 0; j-- {
			if want[i] == got[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var lines []string
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case i < len(want) && j < len(got) && want[i] == got[j]:
			lines = append(lines, "  "+want[i])
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			lines = append(lines, "- "+want[i])
			i++
		default:
			lines = append(lines, "+ "+got[j])
			j++
		}
	}
	return lines
}
