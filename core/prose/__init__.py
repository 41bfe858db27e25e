"""What the texts of a report say in numbers: bound figures, free figures, sentences of the edition file."""
