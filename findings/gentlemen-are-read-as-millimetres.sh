#!/usr/bin/env bash
set -euo pipefail
# eSpeak NG is the voice of free screen readers. Here it is asked, by the library of espeakng-loader 0.2.4, for the sounds
# that it would speak.
# Guess: short forms that are in every French text, MM. (messieurs), M. (monsieur), XXe (twentieth), are known, or spelled
# letter by letter.
# Seen: "MM. Dupont" is read "millimètres Dupont", and the body CM (conseil municipal) "centimètre": units are looked up
# without regard to capitals. "M." is the letter. XXe siècle, whose ordinal every historian writes so, is "iksgz siècle", no
# word at all, though "chapitre VII" is "sept romain" (Roman seven). In Portuguese CV is "cento e cinco", 105.
# Spanish and German spell MM and CV.
# Who is hurt: who listens to a list of those present: "millimetre Dupont and Durand" moved the motion.
# What to do: write messieurs, and the number of a century, in full in what is made for the ear.
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


name = speak("fr", "Dupont")
assert speak("fr", "messieurs Dupont").split()[-1] == name
assert speak("fr", "MM. Dupont") == f"{speak('fr', 'millimètre')} {name}"
assert speak("fr", "CM") == speak("fr", "centimètre")
assert speak("fr", "M. Dupont") == f"{speak('fr', 'm')} {name}"
assert speak("fr", "XXe siècle") != speak("fr", "vingtième siècle")
assert speak("fr", "XXe").startswith("iksɡz")
assert speak("fr", "chapitre VII").split()[1] == speak("fr", "sept")
assert speak("pt", "CV") == speak("pt", "105")
assert speak("de", "MM").replace(" ", "") == "ɛmɛm"
PY
