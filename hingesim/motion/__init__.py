"""What the trainee means to do and how she balances while doing it."""
