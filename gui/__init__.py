"""The window: Qt only; no rule of the form lives here."""

APP_NAME = "年报填报"
