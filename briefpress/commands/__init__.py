"""The commands, by what their user is about to do."""
