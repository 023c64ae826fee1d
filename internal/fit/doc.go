// Package fit finds the weights of the ranking model from questions whose
// answers are known. It is deterministic: the same questions give the same
// weights, bit for bit, on the same machine.
package fit
