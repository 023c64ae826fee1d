package prose

import "testing"

func TestLanguagesAreToldByTheirFrequentWords(t *testing.T) {
	for text, want := range map[string]string{
		"You should not stop taking the tablets before you have talked to your doctor.":                 "en",
		"No deje de tomar las pastillas sin hablar antes con su médico, que le dirá cómo.":              "es",
		"N'arrêtez pas de prendre les comprimés avant d'en parler avec votre médecin pour vous.":        "fr",
		"Setzen Sie die Tabletten nicht ab, ohne mit der Ärztin zu sprechen, und das ist wichtig.":      "de",
		"Не прекращайте принимать таблетки, если вы не поговорили с врачом, это может быть опасно.":     "ru",
		"Sluta inte att ta tabletterna innan du har pratat med en läkare, och det är viktigt.":          "sv",
		"Du må ikke slutte med tablettene uten å ha snakket med legen, og det er viktig.":               "no",
		"Ne hagyja abba a tabletták szedését, ha még nem beszélt az orvossal, mert ez nem jó.":          "hu",
		"Não pare de tomar os comprimidos sem falar antes com o seu médico, que lhe dirá como.":         "pt",
		"O que devo levar para a consulta? Traga um documento e a lista dos seus remédios.":             "pt",
		"Nie przerywaj przyjmowania tabletek, zanim nie porozmawiasz z lekarzem, to jest ważne.":        "pl",
		"Gdzie jest wejście? Wejście jest od strony podwórza, a drzwi są otwarte do dziewiątej.":        "pl",
		"Non smetta di prendere le compresse senza parlare prima con il medico, che le dirà come.":      "it",
		"Stop niet met de tabletten voordat u met de arts hebt gesproken, want dat is belangrijk.":      "nl",
		"¿Dónde está la entrada? La entrada está por el patio y la puerta está abierta hasta las diez.": "es",
		"Ketamine 40 mg": "",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}
