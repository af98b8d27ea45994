#!/usr/bin/env bash
set -euo pipefail
# eSpeak NG is the voice of free screen readers. Here it is asked, by the library of espeakng-loader 0.2.4,
# for the sounds that it would speak.
# Guess: a number set as the style guides of each language ask (no-break or narrow space between groups of
# three, en dash in ranges, the Arabic decimal sign) is spoken like the plainly typed one.
# Seen: French "1 250" with an ordinary space is "mille deux cent cinquante"; with the no-break space or the
# narrow one, which typographers and CLDR ask for, it is "un, deux cent cinquante". Arabic "٢٫٥" (two and a half)
# is "two, five" and "١٬٢٥٠" "one, two hundred and fifty", where "١٢٥٠" is right. In English, "12–15" is "twelve
# fifteen", the hyphen "twelve dash fifteen".
# Who is hurt: who listens to a brief hears two small figures for a large one, the better it was set.
# What to do: where a document may carry words for the ear (EPUB's and HTML's own, a PDF's /E and /Alt), say
# numbers in plain digits there, and write ranges of figures in words ("12 to 15") in running text.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet espeakng-loader==0.2.4
venv/bin/python - <<'PY'
import ctypes
import espeakng_loader

voice = ctypes.CDLL(espeakng_loader.get_library_path())
voice.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
voice.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
voice.espeak_TextToPhonemes.restype = voice.espeak_Info.restype = ctypes.c_char_p
voice.espeak_Info.argtypes = [ctypes.c_void_p]
RETRIEVAL, UTF8, IPA = 1, 1, 2
assert voice.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0) > 0
print("eSpeak NG", voice.espeak_Info(None).decode())


def speak(language, text):
    voice.espeak_SetVoiceByName(language.encode())
    letters = ctypes.create_string_buffer(text.encode())
    at = ctypes.c_void_p(ctypes.addressof(letters))
    sounds = []
    while at.value:
        sounds.append(voice.espeak_TextToPhonemes(ctypes.byref(at), UTF8, IPA).decode())
    print(language, repr(text), "->", *sounds)
    return " ".join(sounds).replace("ˈ", "").replace("ˌ", "")


right = speak("fr", "1250")
assert speak("fr", "1 250") == right
for space in ("\u00a0", "\u202f"):
    seen = speak("fr", f"1{space}250")
    assert seen != right and seen.split() == [speak("fr", "1"), *speak("fr", "250").split()]
whole = speak("ar", "١٢٥٠")
assert speak("ar", "١٬٢٥٠") != whole
assert speak("ar", "٢٫٥").split() == [speak("ar", "٢"), speak("ar", "٥")]
assert speak("en", "12–15") == speak("en", "12 15") != speak("en", "12-15")
PY
