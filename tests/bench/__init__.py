"""The budgets, measured: python3 packaging/dev.py bench [name ...]. Only ratios of one run are worth quoting."""
