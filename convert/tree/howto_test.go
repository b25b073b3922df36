package tree

import "testing"

func TestSaysHowTo(t *testing.T) {
	for s, want := range map[string]bool{
		"To create a key": true, "How to create a key:": true, "So legen Sie ein Volume an": true, "So what": false, "Um ein Volume zu löschen": true,
		"Pour créer une clé": true, "Comment créer une clé": true, "Para crear una clave": true, "Per creare una chiave": true, "Per user": false,
		"Om een sleutel te maken": true, "キーを作成するには": true, "키를 생성하려면": true, "如何创建密钥": true, "Topics": false, "To ": false, "": false, "Cómo crear": true,
	} {
		if got := SaysHowTo(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
