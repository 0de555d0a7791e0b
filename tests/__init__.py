"""The shop's checks. Each folder is a kind of test; see README.md here."""
