"""Many editions → what goes to a meeting: packs, copies, booklets, a catalogue."""
