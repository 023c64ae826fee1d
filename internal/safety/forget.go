package safety

import "maps"

// ForgetMember drops what is remembered of a member in every channel, for a
// member who asks for it: the keys that begin with who.
func (s *Sticky) ForgetMember(who [8]byte) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	maps.DeleteFunc(s.members, func(key Key, _ met) bool { return [8]byte(key[:8]) == who })
}
