"""The window: Qt only; no rule of the form lives here."""
