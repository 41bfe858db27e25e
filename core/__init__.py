"""The annual report on open government information: form, report, checks, files. Knows no Qt."""

VERSION = "0.4.0"  # of the program; pyproject.toml reads it here
