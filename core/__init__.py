"""The annual report on open government information: form, report, checks, files. Knows no Qt."""
