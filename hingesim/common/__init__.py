"""Words, errors, data and files: what every room may use."""
